internal import Crypto
internal import Foundation
internal import SwiftASN1
internal import X509

/// A certificate authority of our own: signs servers' and clients' certificates and nothing else.
struct CertificateAuthority {
    /// A certificate and its private key, both PEM.
    struct Issued {
        var certificatePEM: String
        var keyPEM: String
    }

    /// What a certificate may be used for.
    enum Role {
        case server([CertificateName])
        case client
    }

    /// Peers' clocks may be behind ours by this much, in seconds.
    private static let backdating: Double = 300
    private static let day: Double = 86_400
    private static let years: Double = 10

    let certificate: Certificate
    private let key: Certificate.PrivateKey

    /// A new authority with a P-256 key, valid for 10 years from `date`.
    init(commonName: String, at date: Date) throws {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName { CommonName(String(commonName.prefix(64))) }
        let extensions = try Certificate.Extensions {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
            Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            SubjectKeyIdentifier(hash: key.publicKey)
        }
        certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: date.addingTimeInterval(-Self.backdating),
            notValidAfter: date.addingTimeInterval(Self.years * 365 * Self.day), issuer: name, subject: name,
            extensions: extensions, issuerPrivateKey: key)
        self.key = key
    }

    /// The authority in these PEM texts; nil when they are no authority and its key.
    init?(certificatePEM: String, keyPEM: String) {
        guard let certificate = try? Certificate(pemEncoded: certificatePEM),
            let key = try? Certificate.PrivateKey(pemEncoded: keyPEM), certificate.publicKey == key.publicKey,
            case .isCertificateAuthority = try? certificate.extensions.basicConstraints
        else { return nil }
        self.certificate = certificate
        self.key = key
    }

    /// The authority's certificate and key, PEM.
    func pem() throws -> Issued {
        Issued(
            certificatePEM: try certificate.serializeAsPEM().pemString + "\n",
            keyPEM: try key.serializeAsPEM().pemString + "\n")
    }

    /// A certificate with a new P-256 key that is good for `role` alone, for `days` days or until the authority ends.
    func issue(commonName: String, role: Role, days: Int, at date: Date) throws -> Issued {
        let leaf = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(leaf.publicKey)
        let end = min(date.addingTimeInterval(Double(days) * Self.day), certificate.notValidAfter)
        let issued = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
            notValidBefore: max(date.addingTimeInterval(-Self.backdating), certificate.notValidBefore),
            notValidAfter: end, issuer: certificate.subject,
            subject: try DistinguishedName { CommonName(String(commonName.prefix(64))) },
            extensions: try extensions(role, publicKey), issuerPrivateKey: key)
        return Issued(
            certificatePEM: try issued.serializeAsPEM().pemString + "\n", keyPEM: leaf.pemRepresentation + "\n")
    }

    private func extensions(
        _ role: Role, _ publicKey: Certificate.PublicKey
    ) throws -> Certificate.Extensions {
        let authorityKeyIdentifier = try certificate.extensions.subjectKeyIdentifier?.keyIdentifier
        return try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            switch role {
            case .server(let names):
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names.map(\.generalName))
            case .client:
                try ExtendedKeyUsage([.clientAuth])
            }
            SubjectKeyIdentifier(hash: publicKey)
            AuthorityKeyIdentifier(keyIdentifier: authorityKeyIdentifier)
        }
    }
}
