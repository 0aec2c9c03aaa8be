import HummingbirdCore
import NIOCore
import NIOSSL

extension HTTPServerBuilder {
    /// A builder of an HTTP/1.1 server that is a WebSocket server, too: at ``EventFeed/path``.
    ///
    /// - Parameters:
    ///   - firstRequest: Time from a connection, TLS included, to its first request.
    ///   - admits: Whether there is room for a connection; one that is not admitted is closed without a word.
    ///   - rules: Who gets a WebSocket. For ordinary requests the router's middlewares ask them.
    static func http1WithEvents(
        configuration: HTTP1Channel.Configuration, events: EventFeed, firstRequest: TimeAmount = .seconds(20),
        admits: @escaping @Sendable (any Channel) -> Bool = { _ in true }, rules: AccessRules
    ) -> HTTPServerBuilder {
        let subjects = CertificateSubjects()
        return HTTPServerBuilder { responder in
            EventChannel(
                http: HTTP1Channel(responder: responder, configuration: configuration), feed: events,
                firstRequest: firstRequest, admits: admits, subjects: subjects
            ) { channel in
                let security = try? channel.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
                return rules.refusal(remote: channel.remoteAddress, hasCertificate: security?.peerCertificate != nil)
            }
        }
    }
}
