import Dispatch
import Foundation

/// Asks `nvidia-smi` which GPUs the machine has.
package enum GPUQuery {
    /// The GPUs that `nvidia-smi` of `path` (a PATH variable) names; none where it is absent or fails.
    package static func run(path: String) async -> [Machine.GPU] {
        let tool = path.split(separator: ":").map { "\($0)/nvidia-smi" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let tool else { return [] }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return [] }
        // A driver that hangs must not hold up the miner's start.
        let limit = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 10, execute: limit)
        defer { limit.cancel() }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? parse(String(decoding: data.prefix(1 << 16), as: UTF8.self)) : []
    }

    /// The GPUs in lines of `name, MB`.
    package static func parse(_ text: String) -> [Machine.GPU] {
        text.split(separator: "\n").compactMap { line in
            guard let comma = line.lastIndex(of: ","),
                let capacity = Int(line[line.index(after: comma)...].trimmingCharacters(in: .whitespaces))
            else { return nil }
            return Machine.GPU(name: line[..<comma].trimmingCharacters(in: .whitespaces), capacity: capacity)
        }
    }
}
