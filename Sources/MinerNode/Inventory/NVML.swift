import Glibc

/// NVIDIA's management library, loaded while the program runs: most machines do not have it.
///
/// Names, structures and codes: `nvml.h` of the NVML API, <https://docs.nvidia.com/deploy/nvml-api/>.
package enum NVML {
    /// The library's name for the loader.
    package static let library = "libnvidia-ml.so.1"

    /// Why it names no GPUs.
    enum Problem: Error, Equatable, CustomStringConvertible {
        case notLoaded(String)
        case symbolMissing(String)
        /// A function answered with this code of `nvmlReturn_t`.
        case failed(String, code: Int32)
        case nonsense

        var description: String {
            switch self {
            case .notLoaded(let reason): reason
            case .symbolMissing(let name): "the library has no \(name)"
            case .failed(let name, let code): "\(name) fails with \(code)\(Self.meaning(of: code))"
            case .nonsense: "the library counts more GPUs than a machine can have"
            }
        }

        private static func meaning(of code: Int32) -> String {
            switch code {
            case 4: " (no permission)"
            case 9: " (driver not loaded)"
            case 15: " (GPU lost)"
            case 18: " (driver and library differ in version)"
            default: ""
            }
        }
    }

    /// The GPUs that the library at `path` names. It stays loaded: libraries with threads of their own must not go.
    ///
    /// A GPU that does not tell its name or memory is left out, and the report says so; one whose memory the library
    /// cannot know, as on machines where it is the CPU's, has a capacity of 0.
    static func read(library path: String) throws(Problem) -> GPUReport {
        let functions = try Functions(path)
        try check("nvmlInit_v2", functions.start())
        defer { _ = functions.shutdown() }
        var count: CUnsignedInt = 0
        try check("nvmlDeviceGetCount_v2", functions.count(&count))
        guard count <= GPUReport.mostGPUs else { throw .nonsense }
        var report = GPUReport(source: .nvml)
        for position in 0..<count {
            do throws(Problem) {
                var device: OpaquePointer?
                try check("nvmlDeviceGetHandleByIndex_v2", functions.handle(position, &device))
                report.gpus.append(
                    Machine.GPU(name: try functions.name(of: device), capacity: try functions.capacity(of: device)))
                report.graphicsMHz = report.graphicsMHz ?? functions.highestClock(of: device, 0)
                report.memoryMHz = report.memoryMHz ?? functions.highestClock(of: device, 2)
            } catch {
                report.problem = "GPU \(position): \(error)"
            }
        }
        return report
    }

    static func check(_ name: String, _ code: Int32) throws(Problem) {
        guard code == 0 else { throw .failed(name, code: code) }
    }
}
