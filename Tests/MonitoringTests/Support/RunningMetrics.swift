import AsyncHTTPClient
import Logging
import Monitoring
import NIOCore
import NIOHTTP1
import ServiceLifecycle

/// A metrics server that serves at a free port of 127.0.0.1 while a test's body runs.
struct RunningMetrics: Sendable {
    static let quiet = Logger(label: "metrics") { _ in SwiftLogNoOpLogHandler() }

    let port: Int
    let group: ServiceGroup

    /// Starts a server, lends it to `body`, and stops it in an orderly way.
    static func serve<R: Sendable>(
        _ registry: MetricsRegistry, _ body: @escaping @Sendable (RunningMetrics) async throws -> R
    ) async throws -> R {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = MetricsServer(registry: registry, port: 0, logger: quiet) { port.yield($0) }
        let group = ServiceGroup(configuration: .init(services: [.init(service: server)], logger: quiet))
        return try await withThrowingTaskGroup(of: R?.self) { tasks in
            tasks.addTask {
                defer { port.finish() }
                try await group.run()
                return nil
            }
            tasks.addTask {
                for await number in ports {
                    let result: Result<R, any Error>
                    do {
                        result = .success(try await body(RunningMetrics(port: number, group: group)))
                    } catch {
                        result = .failure(error)
                    }
                    await group.triggerGracefulShutdown()
                    return try result.get()
                }
                throw NotListening()
            }
            var found: R?
            for try await result in tasks where result != nil { found = result }
            guard let found else { throw NotListening() }
            return found
        }
    }

    struct NotListening: Error {}

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
