import Connections
import NIOCore
import NIOSSL

/// The other end of a connection.
struct APIClient: Sendable {
    /// Its address.
    let remote: SocketAddress?
    /// Whether it presented a certificate of our authority.
    private(set) var hasCertificate = false
    /// The subject of that certificate, for logs and to tell clients apart; nil without one.
    private(set) var subject: String?
    private var presence: ClientPresence?
    private let channel: any Channel

    init(channel: any Channel) {
        self.channel = channel
        remote = channel.remoteAddress
    }

    /// The same client, with what its connection knows of it.
    func identified(by subjects: CertificateSubjects) async -> APIClient {
        let found = try? await channel.eventLoop.submit { [channel] in
            let handlers = channel.pipeline.syncOperations
            let security = try? handlers.handler(type: NIOSSLServerHandler.self)
            let watch = try? handlers.handler(type: ConnectionWatch.self)
            return (security?.peerCertificate, watch?.presence)
        }.get()
        var client = self
        client.presence = found?.1
        if let certificate = found?.0 {
            client.hasCertificate = true
            client.subject = subjects.subject(of: certificate)
        }
        return client
    }

    /// Whether it hung up, or at least sends nothing more.
    var isGone: Bool { !channel.isActive || presence?.isGone ?? false }
}
