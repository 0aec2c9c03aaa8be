internal import Foundation
internal import Keys
internal import NIOSSL
internal import X509

extension CertificateMaker {
    /// The text of a file; nil when there is none.
    func read(_ path: String) throws(CertificateMakerError) -> String? {
        do {
            return try PrivateFile.read(path, limit: 65_536).map { String(decoding: $0, as: UTF8.self) }
        } catch {
            throw .file("\(error)")
        }
    }

    /// Writes a certificate, for everyone to read, and its key, for nobody else.
    func write(
        _ issued: CertificateAuthority.Issued, certificate: String, key: String
    ) throws(CertificateMakerError) {
        try write(Array(issued.keyPEM.utf8), to: key, mode: 0o600)
        try write(Array(issued.certificatePEM.utf8), to: certificate, mode: 0o644)
    }

    /// Writes the files of a client, the bundle for browsers with a passphrase of its own among them.
    func write(
        _ issued: CertificateAuthority.Issued, to files: CertificatePaths.ClientPaths, authority: CertificateAuthority
    ) throws(CertificateMakerError) {
        let passphrase = SecureRandom.password(length: 20)
        let bundle: [UInt8]
        do {
            bundle = try NIOSSLPKCS12Bundle(
                certificateChain: [
                    NIOSSLCertificate(bytes: Array(issued.certificatePEM.utf8), format: .pem),
                    NIOSSLCertificate(bytes: Array(try authority.pem().certificatePEM.utf8), format: .pem),
                ],
                privateKey: NIOSSLPrivateKey(bytes: Array(issued.keyPEM.utf8), format: .pem)
            ).serialize(passphrase: passphrase.utf8)
        } catch {
            throw .signing("\(type(of: error))")
        }
        try write(issued, certificate: files.certificate, key: files.key)
        try write(bundle, to: files.bundle, mode: 0o600)
        try write(Array((passphrase + "\n").utf8), to: files.bundlePassphrase, mode: 0o600)
    }

    private func write(_ bytes: [UInt8], to path: String, mode: UInt32) throws(CertificateMakerError) {
        do {
            try PrivateFile.write(bytes, to: path, mode: mode)
        } catch {
            throw .file("\(error)")
        }
    }
}
