import AsyncHTTPClient
import SharedState
import TestSupport

extension WandbProject {
    /// A client of a server on this machine, with the key of the captured requests unless told otherwise.
    static func at(
        _ port: Int, scheme: String = "http", path: String = "", project: String = WandbAddress.networkProject,
        key: String? = CapturedExchange.key, timeout: Duration = .seconds(60), perPage: Int = 50,
        mostRuns: Int = 20_000, answerLimit: Int = 64 << 20
    ) throws -> WandbProject {
        WandbProject(
            address: try WandbAddress(base: "\(scheme)://127.0.0.1:\(port)\(path)", project: project),
            key: try key.map { try WandbKey($0) }, http: .wandb, version: "1.2.3", host: "vm", timeout: timeout,
            perPage: perPage, mostRuns: mostRuns, answerLimit: answerLimit,
            logger: .silent
        )
    }

    /// What a client makes of one answer to any query.
    static func answered<R: Sendable>(
        _ reply: StubServer.Reply, timeout: Duration = .seconds(60), answerLimit: Int = 64 << 20,
        _ call: (WandbProject) async throws -> R
    ) async throws -> R {
        try await StubServer.serve({ _, _ in reply }) { port, _ in
            try await call(try WandbProject.at(port, timeout: timeout, answerLimit: answerLimit))
        }
    }
}
