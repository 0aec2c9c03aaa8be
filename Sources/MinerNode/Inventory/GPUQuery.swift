import Timing

/// Asks the driver which GPUs the machine has.
package enum GPUQuery {
    /// What NVML says, or `nvidia-smi` where NVML cannot be used; nothing, with a reason, where neither answers.
    ///
    /// - Parameters:
    ///   - library: NVML: a file, or a name that the loader looks for.
    ///   - path: A `PATH` variable, in which `nvidia-smi` is looked for.
    ///   - limit: For each of the two: a driver that hangs must not hold up the miner's start. Where NVML hangs
    ///     `nvidia-smi`, which would ask the same driver, is not tried.
    package static func report(
        library: String = NVML.library, path: String, limit: Duration = .seconds(10)
    ) async -> GPUReport {
        let refusal: String
        do {
            switch try await OwnThread.run(limit: limit, { _ in Result { try NVML.read(library: library) } }) {
            case .success(let report): return report
            case .failure(let problem): refusal = "NVML: \(problem)"
            }
        } catch is TimeLimit.Exceeded {
            return GPUReport(problem: "NVML: no answer from the driver in \(limit)")
        } catch {
            return GPUReport(problem: "cancelled")
        }
        do {
            return try await NVIDIASMI.read(path: path, limit: limit)
        } catch {
            return GPUReport(problem: "\(refusal); nvidia-smi: \(error)")
        }
    }

    /// The GPUs of ``report(library:path:limit:)`` alone.
    package static func run(path: String) async -> [Machine.GPU] {
        await report(path: path).gpus
    }
}
