import NIOSSL
import Store

/// Who is told about rentals, and how.
package struct WebhookSettings: Sendable {
    /// Why webhooks cannot be sent; the texts name variables and files, never what is in them.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case noSecret
        case noAddress(variable: String)
        case unreadable(path: String)

        package var description: String {
            switch self {
            case .noSecret:
                "webhooks are not sent unsigned: set WEBHOOKS_SECRET to the secret that their receiver has, or unset "
                    + "DEALLOCATION_NOTIFY_URL and STATUS_NOTIFY_URL"
            case .noAddress(let variable): "\(variable) is no address: https://host[:port]/path is expected"
            case .unreadable(let path): "\(path) cannot be used for webhooks: is it there, PEM, and readable?"
            }
        }
    }

    /// Told that a rental has ended; nil for nobody.
    let deallocations: WebhookReceiver?
    /// Told that a machine went away or came back; nil for nobody.
    let statuses: WebhookReceiver?
    /// There whenever there is a receiver.
    let secret: WebhookSecret?
    /// Whom we believe, and the certificate that we show.
    let tls: TLSConfiguration

    /// - Parameters:
    ///   - environment: With DEALLOCATION_NOTIFY_URL, STATUS_NOTIFY_URL and WEBHOOKS_SECRET; empty ones count as unset.
    ///   - authorityPath: Certificates (PEM) of authorities that are believed besides the machine's.
    ///   - certificatePath: The certificate (PEM) that receivers are shown when they ask for one; with `keyPath`.
    /// - Throws: ``Problem``.
    package init(
        environment: [String: String], authorityPath: String? = nil, certificatePath: String? = nil,
        keyPath: String? = nil
    ) throws(Problem) {
        deallocations = try Self.receiver("DEALLOCATION_NOTIFY_URL", environment)
        statuses = try Self.receiver("STATUS_NOTIFY_URL", environment)
        secret = environment["WEBHOOKS_SECRET"].flatMap { WebhookSecret($0) }
        guard secret != nil || (deallocations == nil && statuses == nil) else { throw .noSecret }
        // Who tells nobody needs no certificate for it.
        let tellsNobody = deallocations == nil && statuses == nil
        tls = try tellsNobody ? .makeClientConfiguration() : Self.tls(authorityPath, certificatePath, keyPath)
    }

    /// Whether one receiver is told everything: then nothing may overtake anything.
    var isOneReceiver: Bool { deallocations == statuses }

    /// Who is told of what has this kind.
    func receiver(of kind: Notice.Kind) -> WebhookReceiver? {
        switch kind {
        case .deallocated: deallocations
        case .online, .offline: statuses
        case .allocated: nil
        }
    }

    private static func receiver(
        _ variable: String, _ environment: [String: String]
    ) throws(Problem) -> WebhookReceiver? {
        guard let url = environment[variable], !url.isEmpty else { return nil }
        guard let receiver = WebhookReceiver(url) else { throw .noAddress(variable: variable) }
        return receiver
    }

    private static func tls(
        _ authority: String?, _ certificate: String?, _ key: String?
    ) throws(Problem) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let authority {
            configuration.additionalTrustRoots = [.certificates(try certificates(authority))]
        }
        if let certificate, let key {
            configuration.certificateChain = try certificates(certificate).map { .certificate($0) }
            guard let secret = try? NIOSSLPrivateKey(file: key, format: .pem) else { throw .unreadable(path: key) }
            configuration.privateKey = .privateKey(secret)
        }
        return configuration
    }

    private static func certificates(_ path: String) throws(Problem) -> [NIOSSLCertificate] {
        guard let certificates = try? NIOSSLCertificate.fromPEMFile(path), !certificates.isEmpty else {
            throw .unreadable(path: path)
        }
        return certificates
    }
}
