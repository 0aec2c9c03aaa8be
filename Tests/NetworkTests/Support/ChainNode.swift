import Chain
import Foundation
import Synchronization
import TestSupport
import Testing

/// A development chain as a process, with files, at one port over all its lives.
final class ChainNode: Sendable {
    let url: String
    private let directory: String
    private let port: Int
    private let process = Mutex<NodeProcess?>(nil)

    /// Runs `body` with the chain serving.
    static func with<R>(
        isolation: isolated (any Actor)? = #isolation, _ body: (ChainNode) async throws -> R
    ) async throws -> R {
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-chain-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let node = ChainNode(directory, port: try await Port.free("127.0.0.1"))
        let result: Result<R, any Error>
        do {
            try await node.start()
            result = .success(try await body(node))
        } catch {
            print((try? String(contentsOfFile: "\(directory)/chain.log", encoding: .utf8)) ?? "")
            result = .failure(error)
        }
        try? await node.kill()
        return try result.get()
    }

    private init(_ directory: String, port: Int) {
        self.directory = directory
        self.port = port
        url = "ws://127.0.0.1:\(port)"
    }

    /// It serves.
    func start() async throws {
        let process = try NodeProcess(
            [
                "localnet", "chain", "--data", "\(directory)/data", "--port", "\(port)", "--block-time", "0.2",
                "--serving-rate-limit", "0",
            ], logPath: "\(directory)/chain.log")
        self.process.withLock { $0 = process }
        try await Eventually.holds("the chain does not start") {
            try #require(process.end == nil, "the chain ended at its start")
            return await Port.isOpen("127.0.0.1", port)
        }
    }

    /// It is killed, as by a power cut.
    func kill() async throws { try await process.withLock { $0 }?.stop() }

    /// Runs `body` with a client, which is ended afterwards.
    func withClient<R: Sendable>(
        _ body: @Sendable (ChainSubtensor) async throws -> R
    ) async throws -> R {
        let connection = try NetworkName(url).connect(logger: .silent)
        do {
            let result = try await body(connection.chain)
            await connection.shutdown()
            return result
        } catch {
            await connection.shutdown()
            throw error
        }
    }
}
