package import Foundation
internal import Keys
internal import NIOSSL
internal import X509

/// Makes the certificates of a service and its clients in one directory; private keys have mode 0600.
package struct CertificateMaker: Sendable {
    /// How long certificates are valid when nothing else is asked for.
    package static let defaultDays = 365

    package let paths: CertificatePaths
    private let host: HostIdentity
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - directory: where the files are; made, with mode 0700, when it is missing.
    ///   - host: the machine that the server's certificate is for.
    package init(
        directory: String = "cert", host: HostIdentity = .current(), now: @escaping @Sendable () -> Date = { Date() }
    ) {
        paths = CertificatePaths(directory: directory)
        self.host = host
        self.now = now
    }

    /// Makes an authority, a server's and a client's certificate.
    ///
    /// The server's certificate names this host, the loopback and `sans` (host names or addresses). Nothing that
    /// exists is replaced unless `force` is set; with the authority everything it has signed is replaced.
    package func makeAll(
        sans: [String] = [], days: Int = defaultDays, force: Bool = false
    ) throws(CertificateMakerError) -> CertificatePaths {
        let names = try serverNames(sans)
        try check(days)
        if !force {
            try refuseExisting([
                paths.caKey, paths.ca, paths.serverKey, paths.server, paths.client.key, paths.client.certificate,
                paths.client.bundle,
            ])
        }
        let now = now()
        let authority = try signing { try CertificateAuthority(commonName: "NI Compute CA \(host.name)", at: now) }
        let server = try signing {
            try authority.issue(commonName: host.name, role: .server(names), days: days, at: now)
        }
        let client = try signing { try authority.issue(commonName: "client", role: .client, days: days, at: now) }
        try write(try signing { try authority.pem() }, certificate: paths.ca, key: paths.caKey)
        try write(server, certificate: paths.server, key: paths.serverKey)
        try write(client, to: paths.client, authority: authority)
        return paths
    }

    /// Makes a certificate for the client `name` with the authority that is there.
    package func addClient(
        name: String, days: Int = defaultDays, force: Bool = false
    ) throws(CertificateMakerError) -> CertificatePaths.ClientPaths {
        guard Self.isClientName(name) else { throw .badClientName(name) }
        try check(days)
        let files = paths.client(named: name)
        if !force { try refuseExisting([files.key, files.certificate, files.bundle]) }
        let authority = try existingAuthority()
        let now = now()
        let client = try signing { try authority.issue(commonName: name, role: .client, days: days, at: now) }
        try write(client, to: files, authority: authority)
        return files
    }

    /// Replaces the server's certificate and key with new ones of the authority that is there.
    ///
    /// Clients that trust the authority notice nothing. The names are those of ``makeAll(sans:days:force:)``.
    package func renewServer(
        sans: [String] = [], days: Int = defaultDays
    ) throws(CertificateMakerError) -> CertificatePaths {
        let names = try serverNames(sans)
        try check(days)
        let authority = try existingAuthority()
        let now = now()
        let server = try signing {
            try authority.issue(commonName: host.name, role: .server(names), days: days, at: now)
        }
        try write(server, certificate: paths.server, key: paths.serverKey)
        return paths
    }

    private func existingAuthority() throws(CertificateMakerError) -> CertificateAuthority {
        guard let certificate = try read(paths.ca) else { throw .noAuthority(path: paths.ca) }
        guard let key = try read(paths.caKey) else { throw .noAuthority(path: paths.caKey) }
        guard let authority = CertificateAuthority(certificatePEM: certificate, keyPEM: key) else {
            throw .badAuthority(path: paths.ca)
        }
        guard authority.certificate.notValidAfter > now() else { throw .authorityExpired(path: paths.ca) }
        return authority
    }

    private func serverNames(_ sans: [String]) throws(CertificateMakerError) -> [CertificateName] {
        var names = host.certificateNames
        for text in sans {
            guard let name = CertificateName(text) else { throw .badName(text) }
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    private func check(_ days: Int) throws(CertificateMakerError) {
        guard (1...3_650).contains(days) else { throw .badValidity(days: days) }
    }

    private func refuseExisting(_ files: [String]) throws(CertificateMakerError) {
        for path in files where FileManager.default.fileExists(atPath: path) { throw .exists(path: path) }
    }

    private static func isClientName(_ name: String) -> Bool {
        let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        guard (1...63).contains(name.count), let first = name.first, letters.contains(first) else { return false }
        let reserved = ["ca", "server"].contains(name.lowercased())
        return !reserved && name.allSatisfy { letters.contains($0) || "._-@".contains($0) }
    }

    private func signing<T>(_ body: () throws -> T) throws(CertificateMakerError) -> T {
        do {
            return try body()
        } catch {
            throw .signing("\(type(of: error))")
        }
    }
}
