import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import JSON
import NIOCore
import NIOSSL
import Synchronization
import TestSupport

@testable import AllocationAPI

/// A receiver of webhooks over real HTTP that does what a test says.
final class WebhookListener: Sendable {
    /// A request as it came.
    struct Webhook: Sendable {
        let path: String
        let body: String
        let headers: HTTPFields

        func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

        subscript(_ member: String) -> JSONValue? {
            if case .object(let members) = try? JSONValue.parse(body) { members[member] } else { nil }
        }

        /// "a OFFLINE", say.
        var what: String {
            guard case .text(let hotkey) = self["hotkey"], case .text(let status) = self["status"] else { return body }
            return "\(hotkey) \(status)"
        }
    }

    typealias Behaviour = @Sendable (Webhook) async -> Response

    private struct State {
        var behaviour: Behaviour = { _ in Response(status: .ok) }
        var came: [Webhook] = []
        /// Those that were answered 200 or 201.
        var taken: [Webhook] = []
    }

    private let state = Mutex(State())
    private let scheme: String
    private let portNumber = Mutex(0)

    private init(scheme: String) { self.scheme = scheme }

    var came: [Webhook] { state.withLock { $0.came } }
    var taken: [Webhook] { state.withLock { $0.taken } }
    var port: Int { portNumber.withLock { $0 } }

    func behave(_ behaviour: @escaping Behaviour) { state.withLock { $0.behaviour = behaviour } }

    /// From now on every webhook is answered with `status`.
    func answer(_ status: Int) { behave { _ in Response(status: .init(code: status)) } }

    /// What the API is told about it; all kinds go here.
    func environment(secret: String = "Jefe") -> [String: String] {
        [
            "DEALLOCATION_NOTIFY_URL": "\(scheme)://127.0.0.1:\(port)/deallocated",
            "STATUS_NOTIFY_URL": "\(scheme)://127.0.0.1:\(port)/status", "WEBHOOKS_SECRET": secret,
        ]
    }

    /// Runs `body` with a receiver that takes everything until it is told otherwise.
    static func with(
        tls: TLSConfiguration? = nil, _ body: @escaping @Sendable (WebhookListener) async throws -> Void
    ) async throws {
        let listener = WebhookListener(scheme: tls == nil ? "http" : "https")
        let router = Router(context: BasicRequestContext.self)
        router.post("**") { request, _ in try await listener.take(request) }
        var server = HTTPServerBuilder.http1()
        if let tls { server = try .tls(server, tlsConfiguration: tls) }
        try await ServedResponder.with(router.buildResponder(), server: server) { number in
            listener.portNumber.withLock { $0 = number }
            try await body(listener)
        }
    }

    private func take(_ request: Request) async throws -> Response {
        let body = String(buffer: try await request.body.collect(upTo: 1 << 16))
        let webhook = Webhook(path: request.uri.path, body: body, headers: request.headers)
        let behaviour = state.withLock { state in
            state.came.append(webhook)
            return state.behaviour
        }
        let response = await behaviour(webhook)
        if [200, 201].contains(response.status.code) { state.withLock { $0.taken.append(webhook) } }
        return response
    }
}
