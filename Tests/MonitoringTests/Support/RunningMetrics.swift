import AsyncHTTPClient
import Monitoring
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import TestSupport

/// A metrics server that serves at a free port of 127.0.0.1 while a test's body runs.
struct RunningMetrics: Sendable {
    let port: Int
    let group: ServiceGroup

    /// Starts a server, lends it to `body`, and stops it in an orderly way.
    static func serve<R: Sendable>(
        _ registry: MetricsRegistry, _ body: @escaping @Sendable (RunningMetrics) async throws -> R
    ) async throws -> R {
        let serving = Serving()
        let server = MetricsServer(registry: registry, port: 0, logger: .silent, listening: serving.listening)
        return try await serving.run([server]) { port, group in
            try await body(RunningMetrics(port: port, group: group))
        }
    }

    struct Answer: Sendable {
        let status: Int
        let type: String?
        let text: String
    }

    func get(_ target: String, method: HTTPMethod = .GET) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(target)")
        request.method = method
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 1 << 20)
        return Answer(
            status: Int(response.status.code), type: response.headers.first(name: "content-type"),
            text: String(buffer: body))
    }
}
