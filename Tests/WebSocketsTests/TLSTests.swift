import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import TestSupport
import Testing

@testable import WebSockets

@Suite("wss", .enabled(if: Authority.available, "needs the openssl program"))
struct TLSTests {
    let group = MultiThreadedEventLoopGroup.singleton

    @Test(
        "A server with a trusted certificate for its name or address is connected",
        arguments: ["localhost", "127.0.0.1"])
    func trusted(_ host: String) async throws {
        let authority = try Authority()
        try await Self.with(authority) { port in
            let told = Told()
            let connection = try await told.connect(
                "wss://\(host):\(port)", trust: .certificates(pem: authority.certificate), group: group)
            try await connection.send(text: "secret")
            #expect(await told.firstText() == "secret")
            await connection.close()
        }
    }

    @Test("A certificate that nobody trusts is refused")
    func untrusted() async throws {
        try await Self.with(try Authority()) { port in
            await Self.expectUntrusted { try await Told().connect("wss://localhost:\(port)", group: group) }
            let other = try Authority()
            await Self.expectUntrusted {
                try await Told().connect(
                    "wss://localhost:\(port)", trust: .certificates(pem: other.certificate), group: group)
            }
        }
    }

    @Test("A trusted certificate for another name is refused")
    func otherName() async throws {
        let authority = try Authority(names: "DNS:elsewhere.example")
        try await Self.with(authority) { port in
            await Self.expectUntrusted {
                try await Told().connect(
                    "wss://localhost:\(port)", trust: .certificates(pem: authority.certificate), group: group)
            }
        }
    }

    @Test("A server without TLS is refused")
    func noTLS() async throws {
        try await TestServer.with(handler: TestServer.echo) { port, _ in
            await Self.expectUntrusted { try await Told().connect("wss://localhost:\(port)", group: group) }
        }
    }

    private static func expectUntrusted(_ connect: @Sendable () async throws -> WebSocketConnection) async {
        await #expect(
            performing: { try await connect() },
            throws: { error in
                if case .untrusted = error as? WebSocketError { true } else { false }
            })
    }

    private static func with(
        _ authority: Authority, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let context = try authority.context()
        let (ports, port) = AsyncStream<Int>.makeStream()
        var configuration = WebSocketServer.Configuration()
        configuration.limits.connect = TestServer.patient.connect
        let server = WebSocketServer(
            configuration: configuration, logger: .silent,
            prepare: { try $0.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context)) },
            onListening: { port.yield($0) }, handler: TestServer.echo)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            for await number in ports {
                try await body(number)
                break
            }
            server.beginShutdown()
            try await tasks.waitForAll()
        }
    }
}

/// A certificate that signs itself, made for one test.
struct Authority: Sendable {
    let certificate: [UInt8]
    private let key: [UInt8]

    static let program = "/usr/bin/openssl"
    static var available: Bool { FileManager.default.isExecutableFile(atPath: program) }

    init(names: String = "DNS:localhost,IP:127.0.0.1") throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "nicompute-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        process.executableURL = URL(filePath: Self.program)
        process.currentDirectoryURL = folder
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=test", "-addext", "subjectAltName=\(names)", "-keyout", "key.pem", "-out", "certificate.pem",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        certificate = try [UInt8](Data(contentsOf: folder.appending(path: "certificate.pem")))
        key = try [UInt8](Data(contentsOf: folder.appending(path: "key.pem")))
    }

    func context() throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMBytes(certificate).map { NIOSSLCertificateSource.certificate($0) }
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(NIOSSLPrivateKey(bytes: key, format: .pem))))
    }
}
