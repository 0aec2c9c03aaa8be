import Hummingbird
import JSON
import NIOCore
import NIOSSL

/// Refuses connections without a client certificate of our authority, in the error form.
///
/// A certificate of another authority never gets this far: the TLS handshake fails.
struct ClientCertificateGuard: RouterMiddleware {
    typealias Context = APIContext

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let channel = context.channel
        let presented = try await channel.eventLoop.submit {
            let handler = try? channel.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
            return handler?.peerCertificate != nil
        }.get()
        guard presented else {
            throw APIProblem(
                status: 401, message: "Missing authorization", detail: .text("a client certificate is required"))
        }
        return try await next(request, context)
    }
}
