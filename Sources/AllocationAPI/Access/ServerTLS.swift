import Foundation
package import NIOSSL

/// The TLS side of the API: its certificate, and what it asks of clients.
package struct ServerTLS: Sendable {
    /// Whether clients must present a certificate of our authority.
    package enum ClientCertificates: String, Sendable, CaseIterable {
        case required
        case optional
    }

    package var keyPath: String
    package var certificatePath: String
    package var authorityPath: String
    package var clientCertificates: ClientCertificates

    package init(
        keyPath: String = "cert/server.key", certificatePath: String = "cert/server.cer",
        authorityPath: String = "cert/ca.cer", clientCertificates: ClientCertificates = .required
    ) {
        self.keyPath = keyPath
        self.certificatePath = certificatePath
        self.authorityPath = authorityPath
        self.clientCertificates = clientCertificates
    }

    /// Why the API cannot speak TLS.
    package enum Problem: Error, CustomStringConvertible {
        case missing(String)
        case unreadable(String)

        package var description: String {
            switch self {
            case .missing(let path): "\(path) is missing: make it with `nicompute certs`"
            case .unreadable(let path): "\(path) cannot be used: is it PEM, and readable?"
            }
        }
    }

    /// The configuration of the server.
    /// - Throws: ``Problem`` naming the file.
    package func configuration() throws(Problem) -> TLSConfiguration {
        for path in [keyPath, certificatePath, authorityPath] where !FileManager.default.fileExists(atPath: path) {
            throw .missing(path)
        }
        guard let chain = try? NIOSSLCertificate.fromPEMFile(certificatePath), !chain.isEmpty else {
            throw .unreadable(certificatePath)
        }
        guard let key = try? NIOSSLPrivateKey(file: keyPath, format: .pem) else { throw .unreadable(keyPath) }
        guard let authorities = try? NIOSSLCertificate.fromPEMFile(authorityPath), !authorities.isEmpty else {
            throw .unreadable(authorityPath)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.trustRoots = .certificates(authorities)
        configuration.minimumTLSVersion = .tlsv12
        // Who comes without one is answered 401 by AccessRules instead of a broken handshake.
        configuration.certificateVerification = .optionalVerification
        return configuration
    }
}
