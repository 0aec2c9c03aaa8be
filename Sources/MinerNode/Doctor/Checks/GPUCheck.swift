/// The GPUs that there are can be given to containers, safely.
struct GPUCheck: DoctorCheck {
    let report: @Sendable () async -> GPUReport
    let sight: SharedLook<EngineProbe.Sight>
    /// The toolkit that gives GPUs to containers; nil when it is not found.
    let toolkit: @Sendable () async -> ToolkitVersion?

    let name = "gpu"
    let remedyWhenSilent = "nvidia-smi must answer: install or restart the NVIDIA driver"

    private static let package = "nvidia-container-toolkit"

    func look() async throws -> DoctorOutcome {
        let report = await report()
        if report.gpus.isEmpty {
            return .warning(
                "this machine is rented out without a GPU\(report.problem.map { ": \($0)" } ?? "")",
                mend: "install the NVIDIA driver; `nvidia-smi` must list the GPUs")
        }
        let found = Self.counted(report.gpus.map(\.name))
        let sight = try await sight.value(or: "the Docker Engine does not answer")
        guard sight.runtimes.contains("nvidia") else {
            return .problem(
                "\(found), but the engine has no nvidia runtime",
                mend: "sudo apt-get install -y \(Self.package) && sudo nvidia-ctk runtime configure --runtime=docker"
                    + " && sudo systemctl restart docker")
        }
        guard let version = await toolkit() else {
            return .warning(
                "\(found); the version of the NVIDIA Container Toolkit is not known",
                mend: "`nvidia-ctk --version` must answer \(ToolkitVersion.safe) or later")
        }
        guard version >= ToolkitVersion.safe else {
            return .warning(
                "\(found); NVIDIA Container Toolkit \(version) lets an image of a renter become root of this machine "
                    + "(CVE-2025-23266)",
                mend: "sudo apt-get update && sudo apt-get install -y --only-upgrade \(Self.package)"
                    + " && sudo systemctl restart docker")
        }
        return .ok("\(found), NVIDIA Container Toolkit \(version)")
    }

    /// "2 x NVIDIA A100, NVIDIA T4".
    private static func counted(_ names: [String]) -> String {
        var order: [String] = []
        for name in names where !order.contains(name) { order.append(name) }
        return order.map { name in
            let count = names.count { $0 == name }
            return count > 1 ? "\(count) x \(name)" : name
        }.joined(separator: ", ")
    }
}
