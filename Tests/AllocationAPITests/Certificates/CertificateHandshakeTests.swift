import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Testing

@testable import AllocationAPI

/// Who gets through a TLS handshake, with the library that the service uses and with others.
@Suite struct CertificateHandshakeTests {
    @Test("A client with a certificate of the authority gets in")
    func client() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            #expect(try await handshake(paths, presenting: (paths.client.certificate, paths.client.key)))
        }
    }

    @Test("A server's certificate does not make a client")
    func serverAsClient() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            #expect(try await handshake(paths, presenting: (paths.server, paths.serverKey)) == false)
        }
    }

    @Test("A client's certificate does not make a server")
    func clientAsServer() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            let client = (paths.client.certificate, paths.client.key)
            #expect(try await handshake(paths, serving: client, presenting: client) == false)
        }
    }

    @Test("A client of another authority stays out")
    func stranger() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            try await withCertificateMaker { other async throws in
                let files = try other.makeAll().client
                #expect(try await handshake(paths, presenting: (files.certificate, files.key)) == false)
            }
        }
    }

    @Test(
        "openssl accepts each certificate for its purpose, refuses it for the other, and reads the bundle",
        .enabled(if: CommandLineTool.find("openssl") != nil, "openssl is not installed"))
    func openssl() async throws {
        let openssl = try #require(CommandLineTool.find("openssl"))
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            func accepts(_ path: String, as purpose: String) throws -> Bool {
                try openssl.run(["verify", "-x509_strict", "-CAfile", paths.ca, "-purpose", purpose, path]) == 0
            }
            #expect(try accepts(paths.server, as: "sslserver"))
            #expect(try accepts(paths.client.certificate, as: "sslclient"))
            #expect(try accepts(paths.server, as: "sslclient") == false)
            #expect(try accepts(paths.client.certificate, as: "sslserver") == false)
            #expect(
                try openssl.run([
                    "pkcs12", "-in", paths.client.bundle, "-passin", "file:" + paths.client.bundlePassphrase, "-noout",
                ]) == 0)
        }
    }

    @Test(
        "Python's ssl module, strict, connects to the server by name and by address",
        .enabled(if: CommandLineTool.find("python3") != nil, "python3 is not installed"))
    func python() async throws {
        let python = try #require(CommandLineTool.find("python3"))
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            let files = [
                paths.ca, paths.server, paths.serverKey, paths.client.certificate, paths.client.key,
            ]
            #expect(try python.run(["-c", Self.script] + files) == 0)
        }
    }

    /// Handshakes in memory: `localhost` and an address are accepted, another name and a server as a client are not.
    private static let script = """
        import ssl, sys
        ca, server, server_key, client, client_key = sys.argv[1:]

        def shake(name, certificate, key):
            inner = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=ca)
            inner.verify_mode = ssl.CERT_REQUIRED
            inner.load_cert_chain(server, server_key)
            outer = ssl.create_default_context(cafile=ca)
            outer.verify_flags |= getattr(ssl, "VERIFY_X509_STRICT", 0)
            outer.load_cert_chain(certificate, key)
            a, b = ssl.MemoryBIO(), ssl.MemoryBIO()
            sides = [inner.wrap_bio(a, b, server_side=True), outer.wrap_bio(b, a, server_hostname=name)]
            for _ in range(10):
                for side in sides:
                    try:
                        side.do_handshake()
                    except ssl.SSLWantReadError:
                        pass
                    except ssl.SSLError:
                        return False
            return all(side.cipher() for side in sides)

        assert shake("localhost", client, client_key)
        assert shake("127.0.0.1", client, client_key)
        assert shake("2001:db8::10", client, client_key)
        assert not shake("evil.example", client, client_key)
        assert not shake("localhost", server, server_key)
        """

    /// Whether a client gets an answer through TLS from a server that demands a client certificate.
    private func handshake(
        _ paths: CertificatePaths, serving: (certificate: String, key: String)? = nil,
        presenting client: (certificate: String, key: String)
    ) async throws -> Bool {
        let server = serving ?? (paths.server, paths.serverKey)
        var serverConfiguration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(server.certificate).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: server.key, format: .pem)))
        serverConfiguration.trustRoots = .file(paths.ca)
        serverConfiguration.certificateVerification = .noHostnameVerification
        var clientConfiguration = TLSConfiguration.makeClientConfiguration()
        clientConfiguration.trustRoots = .file(paths.ca)
        clientConfiguration.certificateChain = try NIOSSLCertificate.fromPEMFile(client.certificate)
            .map { .certificate($0) }
        clientConfiguration.privateKey = .privateKey(try NIOSSLPrivateKey(file: client.key, format: .pem))
        let serverContext = try NIOSSLContext(configuration: serverConfiguration)
        let clientContext = try NIOSSLContext(configuration: clientConfiguration)

        let group = MultiThreadedEventLoopGroup.singleton
        let listener = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: serverContext))
                    try channel.pipeline.syncOperations.addHandler(Greeter())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let answered = group.any().makePromise(of: Bool.self)
        let connection = try await ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: clientContext, serverHostname: "localhost"))
                    try channel.pipeline.syncOperations.addHandler(Witness(answered: answered))
                }
            }
            .connect(host: "127.0.0.1", port: listener.localAddress?.port ?? 0).get()
        let result = try await answered.futureResult.get()
        connection.close(promise: nil)
        try await listener.close()
        return result
    }
}

/// Answers a client that has been let in.
private final class Greeter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "hello")), promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

/// Says hello and tells whether the answer came before the end of the connection.
private final class Witness: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var answered: EventLoopPromise<Bool>?

    init(answered: EventLoopPromise<Bool>) {
        self.answered = answered
    }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "hello")), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        finish(true)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { finish(false) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(false)
        context.close(promise: nil)
    }

    private func finish(_ result: Bool) {
        answered?.succeed(result)
        answered = nil
    }
}
