/// The variables that programs get which we start: the passwords among ours are none of their business.
package enum ProgramEnvironment {
    private static let names: Set<String> = [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "DOCKER_HOST",
    ]
    /// Of locales, desktop directories, and the drivers of graphics cards.
    private static let prefixes = ["LC_", "XDG_", "CUDA_", "NVIDIA_", "POCL_", "OCL_", "OPENCL_", "ROCR_", "HIP_"]

    /// Those of `environment` that a program may need to run; with a usual `PATH` where there is none.
    package static func passed(of environment: [String: String]) -> [String: String] {
        var passed = environment.filter { name, _ in
            names.contains(name) || prefixes.contains(where: name.hasPrefix)
        }
        if passed["PATH"] == nil { passed["PATH"] = "/usr/local/bin:/usr/bin:/bin" }
        return passed
    }
}
