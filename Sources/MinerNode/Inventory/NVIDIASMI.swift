import Foundation

/// The driver's command line tool, for hosts on which NVML cannot be loaded.
enum NVIDIASMI {
    /// Why it names no GPUs.
    enum Problem: Error, Equatable, CustomStringConvertible {
        case absent
        case program(ProgramProblem)
        /// It ended with this exit code after saying this.
        case failed(Int32, String)
        case tooMuchOutput
        case nonsense(String)

        var description: String {
            switch self {
            case .absent: "not in PATH"
            case .program(let problem): problem.description
            case .failed(let status, let text): "it ends with \(status): \(text)"
            case .tooMuchOutput: "it prints more than a list of GPUs"
            case .nonsense(let text): "it prints no GPU: \(text)"
            }
        }
    }

    /// What it may print; a line is about 50 bytes.
    private static let mostBytes = 1 << 16

    /// The GPUs that `nvidia-smi` of `path` (a `PATH` variable) names.
    static func read(path: String, limit: Duration) async throws(Problem) -> GPUReport {
        let tool = path.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/nvidia-smi" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let tool else { throw .absent }
        var environment = ProgramEnvironment.passed(of: ProcessInfo.processInfo.environment)
        environment["PATH"] = path
        let ended: ProgramOutput
        do {
            ended = try await ProgramRun.output(
                tool,
                [
                    "--query-gpu=name,memory.total,clocks.max.graphics,clocks.max.memory",
                    "--format=csv,noheader,nounits",
                ], environment: environment, limit: limit, most: mostBytes)
        } catch {
            throw .program(error)
        }
        guard ended.status == 0 else {
            throw .failed(ended.status, firstLine(ended.output.isEmpty ? ended.errors : ended.output))
        }
        guard ended.output.utf8.count < mostBytes else { throw .tooMuchOutput }
        let report = parse(ended.output)
        guard !report.gpus.isEmpty else { throw .nonsense(firstLine(ended.output)) }
        guard report.gpus.count <= GPUReport.mostGPUs else { throw .tooMuchOutput }
        return report
    }

    /// The GPUs in lines of `name, MB, MHz, MHz`, of which the tool may print the numbers as `[N/A]`.
    static func parse(_ text: String) -> GPUReport {
        var report = GPUReport(source: .nvidiaSMI)
        for line in text.split(whereSeparator: \.isNewline) {
            // A name may have commas.
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard fields.count >= 4, let capacity = Number(fields[fields.count - 3]),
                let graphics = Number(fields[fields.count - 2]), let memory = Number(fields[fields.count - 1])
            else {
                report.problem = "a line that is no GPU: \(firstLine(String(line)))"
                continue
            }
            let name = fields.dropLast(3).joined(separator: ", ")
            report.gpus.append(Machine.GPU(name: name, capacity: capacity.value ?? 0))
            report.graphicsMHz = report.graphicsMHz ?? graphics.value
            report.memoryMHz = report.memoryMHz ?? memory.value
        }
        return report
    }

    private struct Number {
        /// Nil where the tool says that it cannot know.
        var value: Int?

        /// Nil for what is neither a number nor one of the tool's words for none.
        init?(_ text: String) {
            if ["[N/A]", "N/A", "[Not Supported]"].contains(text) { return }
            guard let value = Int(text), value >= 0 else { return nil }
            self.value = value
        }
    }

    /// So much of what a program said as a line of the log bears.
    private static func firstLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first ?? "nothing"
        return String(
            line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }.prefix(120).map(Character.init))
    }
}
