package import AsyncHTTPClient
package import Logging

/// A project of runs at W&B, or at whatever speaks its HTTP API, such as our hub (`10-wandb-wire.md`).
///
/// Each call is one attempt: who calls paces, and tries again. Answers may come from anybody and are read with care.
package struct WandbProject: RunProject {
    let transport: WandbTransport
    let host: String
    let perPage: Int
    let mostRuns: Int
    let logger: Logger

    /// - Parameters:
    ///   - key: Who we are; without one no authorization is sent, as an open hub wants it.
    ///   - http: One that follows no redirects, as ``AsyncHTTPClient/HTTPClient/wandb``; it stays the caller's.
    ///   - version: Of the product, for `User-Agent`.
    ///   - host: The name of this machine, which the server shows.
    ///   - timeout: For one request and its answer; a list of runs takes several.
    ///   - perPage: Runs that one request of a list asks for.
    ///   - mostRuns: Runs of one list, at most; those beyond are not read.
    ///   - answerLimit: Bytes of an answer, at most.
    package init(
        address: WandbAddress, key: WandbKey?, http: HTTPClient, version: String = "0",
        host: String = HostName.current, timeout: Duration = .seconds(30), perPage: Int = 50,
        mostRuns: Int = 20_000, answerLimit: Int = 64 << 20, logger: Logger
    ) {
        transport = WandbTransport(
            address: address, key: key, http: http, agent: "nicompute/\(version)", timeout: timeout,
            answerLimit: answerLimit)
        self.host = host
        self.perPage = max(1, perPage)
        self.mostRuns = mostRuns
        self.logger = logger
    }

    /// Where the project lies.
    package var address: WandbAddress { transport.address }
}
