import NIOSSL
import SwiftASN1
import Synchronization
import X509

/// The subjects of clients' certificates; those seen of late are remembered, since each is asked for with each request.
final class CertificateSubjects: Sendable {
    private let known = Mutex<[NIOSSLCertificate: String]>([:])
    /// Certificates that are remembered, at most.
    private static let limit = 256

    /// The distinguished name of `certificate`, on one line of printable ASCII; "unreadable" where it has none.
    func subject(of certificate: NIOSSLCertificate) -> String {
        if let subject = known.withLock({ $0[certificate] }) { return subject }
        let subject = Self.read(certificate)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[certificate] = subject
        }
        return subject
    }

    private static func read(_ certificate: NIOSSLCertificate) -> String {
        guard let bytes = try? certificate.toDERBytes(), let parsed = try? Certificate(derEncoded: bytes) else {
            return "unreadable"
        }
        return PlainText.printable("\(parsed.subject)", limit: 128)
    }
}
