import Hummingbird
import HummingbirdCore
import ServiceLifecycle
import TestSupport

/// A responder of Hummingbird that serves at a free port of 127.0.0.1 while a test's body runs.
enum ServedResponder {
    /// Lends the port to `body`; afterwards the server is cancelled, whoever is still connected.
    static func with<Responder: HTTPResponder>(
        _ responder: Responder, server: HTTPServerBuilder, _ body: (Int) async throws -> Void
    ) async throws where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: responder, server: server,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { port.finish() }
                try await application.run()
            }
            for await number in ports {
                try await body(number)
                break
            }
            group.cancelAll()
            while let end = await group.nextResult() { _ = end }
        }
    }
}
