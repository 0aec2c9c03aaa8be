import DevNet
import Foundation
import Keys
import Testing

/// `nicompute localnet` as a process, with one miner.
struct LocalNetwork {
    let directory: String
    let ready: ReadyFile
    /// The rentable machine.
    let hotkey: String

    /// Runs `body` with a network that is up; nothing of it is left afterwards.
    static func with(
        isolation: isolated (any Actor)? = #isolation, _ body: (LocalNetwork) async throws -> Void
    ) async throws {
        try await RealEngine.prepare()
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-local-\(UUID().uuidString)").path
        let log = directory + ".log"
        defer {
            try? FileManager.default.removeItem(atPath: directory)
            try? FileManager.default.removeItem(atPath: log)
        }
        let process = try NodeProcess(
            [
                "localnet", "--data", directory, "--base-image", RealEngine.image, "--api.port",
                "\(try await Port.free("127.0.0.1"))", "--block-time", "0.25",
            ], logPath: log)
        let result: Result<Void, any Error>
        do {
            let path = "\(directory)/ready.json"
            try await Eventually.holds("the local network does not start", within: .seconds(60)) {
                try #require(process.end == nil, "localnet ended at its start")
                return FileManager.default.fileExists(atPath: path)
            }
            let ready = try JSONDecoder().decode(ReadyFile.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
            let hotkey = try #require(ready.miners.first?.hotkey)
            result = .success(try await body(LocalNetwork(directory: directory, ready: ready, hotkey: hotkey)))
        } catch {
            print((try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
            result = .failure(error)
        }
        try? await process.stop()
        for wallet in ["miner-1"] {
            let hotkey = try? Wallet(name: wallet, root: "\(directory)/wallets").hotkeyPublic()
            if let hotkey { try await RealEngine.clean("\(hotkey)") }
        }
        try result.get()
    }

    /// The keypair of one of its wallets.
    func keypair(of wallet: String) throws -> Keypair {
        try Wallet(name: wallet, root: "\(directory)/wallets").hotkey(password: { nil })
    }

    /// Runs `body` with a client of its API.
    func withAPI<R>(
        isolation: isolated (any Actor)? = #isolation, _ body: (APIClient) async throws -> R
    ) async throws -> R {
        try await APIClient.with(
            ready.api.url, ca: ready.api.ca, certificate: ready.api.clientCert, key: ready.api.clientKey, body)
    }
}
