import Foundation
import NIOSSL
import SwiftASN1
import Testing
import X509

@testable import AllocationAPI

/// What is in the certificates and their files.
@Suite struct CertificateMakerTests {
    @Test("The authority may sign certificates and nothing else, for 10 years")
    func authority() async throws {
        try await withCertificateMaker(now: { certificateDay }) { maker async throws in
            let certificate = try load(try maker.makeAll().ca)
            let constraints = try #require(try certificate.extensions.basicConstraints)
            #expect(constraints == .isCertificateAuthority(maxPathLength: 0))
            #expect(try certificate.extensions.keyUsage == KeyUsage(keyCertSign: true, cRLSign: true))
            #expect(try certificate.extensions.extendedKeyUsage == nil)
            #expect(certificate.notValidBefore < certificateDay)
            #expect(certificate.notValidAfter == certificateDay.addingTimeInterval(3_650 * 86_400))
        }
    }

    @Test("The server's certificate names the host, its addresses, the loopback and what was asked for")
    func names() async throws {
        try await withCertificateMaker { maker async throws in
            let certificate = try load(try maker.makeAll(sans: ["api.example.org", "203.0.113.5", "localhost"]).server)
            let expected = [
                "localhost", "rent.example.org", "127.0.0.1", "::1", "192.0.2.10", "2001:db8::10", "api.example.org",
                "203.0.113.5",
            ]
            let names = try #require(try certificate.extensions.subjectAlternativeNames)
            #expect(Array(names) == expected.compactMap { CertificateName($0)?.generalName })
        }
    }

    @Test("Servers and clients have one purpose each and are no authorities")
    func purposes() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            let server = try load(paths.server)
            let client = try load(paths.client.certificate)
            #expect(try server.extensions.extendedKeyUsage == ExtendedKeyUsage([.serverAuth]))
            #expect(try client.extensions.extendedKeyUsage == ExtendedKeyUsage([.clientAuth]))
            for certificate in [server, client] {
                #expect(try certificate.extensions.basicConstraints == .notCertificateAuthority)
                #expect(try certificate.extensions.keyUsage == KeyUsage(digitalSignature: true))
            }
        }
    }

    @Test("Both verify against the authority, and against no other")
    func chain() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            for path in [paths.server, paths.client.certificate] {
                #expect(await verifies(try load(path), against: try load(paths.ca)))
            }
            try await withCertificateMaker { other async throws in
                let stranger = try load(try other.makeAll().ca)
                #expect(await verifies(try load(paths.server), against: stranger) == false)
            }
        }
    }

    @Test("Private keys are private and certificates are not")
    func modes() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            let secret = [
                paths.caKey, paths.serverKey, paths.client.key, paths.client.bundle, paths.client.bundlePassphrase,
            ]
            #expect(try secret.map(mode) == secret.map { _ in 0o600 })
            let open = [paths.ca, paths.server, paths.client.certificate]
            #expect(try open.map(mode) == open.map { _ in 0o644 })
            #expect(try mode(paths.directory) == 0o700)
        }
    }

    @Test("Nothing that exists is replaced without force", arguments: ["ca.key", "ca.cer", "server.key", "client.cer"])
    func keepsFiles(name: String) async throws {
        try await withCertificateMaker { maker async throws in
            let directory = maker.paths.directory
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            try Data("precious".utf8).write(to: URL(fileURLWithPath: directory + "/" + name))
            #expect(throws: CertificateMakerError.exists(path: directory + "/" + name)) { try maker.makeAll() }
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == [name])
            let paths = try maker.makeAll(force: true)
            #expect(await verifies(try load(paths.server), against: try load(paths.ca)))
        }
    }

    @Test("A further client is signed by the same authority and named in its certificate")
    func addClient() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            let files = try maker.addClient(name: "alice@lab-1")
            let certificate = try load(files.certificate)
            #expect(files.certificate.hasSuffix("/alice@lab-1.cer"))
            #expect(certificate.subject == (try DistinguishedName { CommonName("alice@lab-1") }))
            #expect(await verifies(certificate, against: try load(paths.ca)))
            #expect(throws: CertificateMakerError.exists(path: files.key)) { try maker.addClient(name: "alice@lab-1") }
        }
    }

    @Test(
        "A client's name cannot leave the directory or hide another file",
        arguments: [
            "", "ca", "CA", "server", "../x", "a/b", ".hidden", "-x", "a b", "ä", String(repeating: "a", count: 64),
        ])
    func clientNames(name: String) async throws {
        try await withCertificateMaker { maker async throws in
            try _ = maker.makeAll()
            #expect(throws: CertificateMakerError.badClientName(name)) { try maker.addClient(name: name) }
        }
    }

    @Test("Without its key the authority signs nothing, and with another key neither")
    func authorityKey() async throws {
        try await withCertificateMaker { maker async throws in
            #expect(throws: CertificateMakerError.noAuthority(path: maker.paths.ca)) { try maker.renewServer() }
            let paths = try maker.makeAll()
            let key = try Data(contentsOf: URL(fileURLWithPath: paths.caKey))
            try FileManager.default.removeItem(atPath: paths.caKey)
            #expect(throws: CertificateMakerError.noAuthority(path: paths.caKey)) { try maker.addClient(name: "a") }
            for damaged in [try Data(contentsOf: URL(fileURLWithPath: paths.serverKey)), key.prefix(40), Data()] {
                try damaged.write(to: URL(fileURLWithPath: paths.caKey))
                #expect(throws: CertificateMakerError.badAuthority(path: paths.ca)) { try maker.addClient(name: "a") }
            }
        }
    }

    @Test("A renewed server has a new key and the same authority")
    func renew() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            let before = try load(paths.server)
            let authority = try load(paths.ca)
            _ = try maker.renewServer(sans: ["new.example.org"], days: 30)
            let after = try load(paths.server)
            #expect(before.publicKey != after.publicKey && before.serialNumber != after.serialNumber)
            #expect(try load(paths.ca) == authority)
            #expect(await verifies(after, against: authority))
            #expect(throws: Never.self) { try NIOSSLPrivateKey(file: paths.serverKey, format: .pem) }
        }
    }

    @Test("No certificate outlives its authority, and an expired authority signs nothing")
    func lifetimes() async throws {
        try await withCertificateMaker(now: { certificateDay }) { maker async throws in
            let paths = try maker.makeAll()
            let end = try load(paths.ca).notValidAfter
            let lastDay = CertificateMaker(
                directory: paths.directory, host: certificateHost, now: { end.addingTimeInterval(-86_400) })
            _ = try lastDay.renewServer(days: 365)
            #expect(try load(paths.server).notValidAfter == end)
            let tooLate = CertificateMaker(directory: paths.directory, host: certificateHost, now: { end })
            #expect(throws: CertificateMakerError.authorityExpired(path: paths.ca)) { try tooLate.renewServer() }
        }
    }

    @Test("Impossible validities and names are refused before anything is written")
    func refused() async throws {
        try await withCertificateMaker { maker async throws in
            for days in [0, -1, 3_651, .max] {
                #expect(throws: CertificateMakerError.badValidity(days: days)) { try maker.makeAll(days: days) }
            }
            #expect(throws: CertificateMakerError.badName("no name")) { try maker.makeAll(sans: ["no name"]) }
            #expect(!FileManager.default.fileExists(atPath: maker.paths.directory))
        }
    }

    @Test("The bundle for browsers opens with its passphrase and holds the client and the authority")
    func bundle() async throws {
        try await withCertificateMaker { maker async throws in
            let files = try maker.makeAll().client
            let passphrase = try String(contentsOfFile: files.bundlePassphrase, encoding: .utf8)
                .trimmingCharacters(in: .newlines)
            #expect(passphrase.count == 20)
            let bundle = try NIOSSLPKCS12Bundle(file: files.bundle, passphrase: passphrase.utf8)
            #expect(bundle.certificateChain.count == 2)
            #expect(bundle.certificateChain.first == (try NIOSSLCertificate.fromPEMFile(files.certificate).first))
            #expect(bundle.privateKey == (try NIOSSLPrivateKey(file: files.key, format: .pem)))
            #expect(throws: (any Error).self) { try NIOSSLPKCS12Bundle(file: files.bundle, passphrase: "wrong".utf8) }
        }
    }

    private func load(_ path: String) throws -> Certificate {
        try Certificate(pemEncoded: String(contentsOfFile: path, encoding: .utf8))
    }

    private func verifies(_ leaf: Certificate, against root: Certificate) async -> Bool {
        var verifier = Verifier(rootCertificates: CertificateStore([root])) {
            RFC5280Policy()
        }
        let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore([]))
        if case .validCertificate = result { return true }
        return false
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
