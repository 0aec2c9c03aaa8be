import AsyncHTTPClient
import Connections
import Foundation
import HTTPTypes
import JSON
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization
import Testing

@testable import AllocationAPI

/// Who gets in, what is written down about it, and who is shown out, over real connections.
@Suite(.timeLimit(.minutes(5))) struct AccessTests {
    private static let endpoint = Endpoint(
        method: .post, path: "/x", summary: "s", group: .service, answers: []
    ) { request in JSONAnswer.make(["client": request.context.client.subject]) }

    @Test("An address that is not on the list is refused on every path")
    func whitelist() async throws {
        var settings = EndpointServer.Settings()
        settings.access.allowed = try AddressRanges("192.0.2.0/24")
        try await EndpointServer.with([Self.endpoint], settings) { server async throws in
            for target in ["/x", "/nowhere", "/openapi.json", "/docs"] {
                let answer = try await server.send(target == "/x" ? "POST" : "GET", target)
                #expect(answer.hasPrefix("HTTP/1.1 403"))
                #expect(answer.contains("Access forbidden: IP not whitelisted"))
            }
        }
        settings.access.allowed = try AddressRanges("192.0.2.0/24, 127.0.0.0/8")
        try await EndpointServer.with([Self.endpoint], settings) { server async throws in
            #expect(try await server.send("POST", "/x").hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("A browser's page of another site changes nothing")
    func crossSite() async throws {
        try await EndpointServer.with([Self.endpoint]) { server async throws in
            let foreign = try await server.send("POST", "/x", "Sec-Fetch-Site: cross-site\r\n")
            #expect(foreign.hasPrefix("HTTP/1.1 403"))
            let own = try await server.send("POST", "/x", "Sec-Fetch-Site: same-origin\r\n")
            #expect(own.hasPrefix("HTTP/1.1 200"))
            let read = try await server.send("GET", "/docs", "Sec-Fetch-Site: cross-site\r\n")
            #expect(read.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("With TLS a client is asked for its certificate, and known by it")
    func certificates() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            var settings = EndpointServer.Settings()
            settings.access.clientCertificate = .required
            settings.tls = ServerTLS(
                keyPath: paths.serverKey, certificatePath: paths.server, authorityPath: paths.ca)
            var trust = TLSConfiguration.makeClientConfiguration()
            trust.trustRoots = .file(paths.ca)
            // The certificate is for names of this machine; the test is about the client's.
            trust.certificateVerification = .noHostnameVerification
            let stranger = trust
            trust.certificateChain = try NIOSSLCertificate.fromPEMFile(paths.client.certificate).map {
                .certificate($0)
            }
            trust.privateKey = .privateKey(try NIOSSLPrivateKey(file: paths.client.key, format: .pem))
            let known = trust
            try await EndpointServer.with([Self.endpoint], settings) { server async throws in
                let refused = try await Self.post(server.port, stranger)
                #expect(refused.status == 401)
                #expect(refused.body["message"] == "Missing authorization")
                let answer = try await Self.post(server.port, known)
                #expect(answer.status == 200)
                #expect(answer.body["client"]?.text?.hasPrefix("CN=") == true)
            }
        }
    }

    private static func post(_ port: Int, _ tls: TLSConfiguration) async throws -> (status: UInt, body: JSONValue) {
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: .init(tlsConfiguration: tls))
        do {
            var request = HTTPClientRequest(url: "https://127.0.0.1:\(port)/x")
            request.method = .POST
            let response = try await client.execute(request, timeout: .seconds(20))
            let bytes = try await response.body.collect(upTo: 1 << 16)
            try await client.shutdown()
            return (response.status.code, try JSONValue.parse(Array(bytes.readableBytesView)))
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    @Test("A request is one line in the log, without its query, its headers and its body")
    func log() async throws {
        let lines = LogLines()
        var settings = EndpointServer.Settings()
        settings.logger = Logger(label: "t", factory: { _ in lines })
        try await EndpointServer.with([Self.endpoint], settings) { server async throws in
            _ = try await server.send(
                "POST", "/x?uuid_key=canary", "X-Secret: canary\r\n", body: #"{"ssh_key":"canary"}"#)
            _ = try await server.send("GET", "/a%0d%0ab/\(String(repeating: "y", count: 1_000))")
        }
        let all = lines.all
        #expect(all.count == 2)
        #expect(all.first?.contains("path=/x") == true)
        #expect(all.first?.contains("method=POST") == true)
        #expect(all.first?.contains("status=200") == true)
        #expect(all.first?.contains("remote=127.0.0.1") == true)
        #expect(all.allSatisfy { $0.utf8.count < 400 })
        #expect(!all.contains { line in line.contains("canary") || line.contains("\n") || line.contains("\r") })
    }

    @Test(
        "Whoever is refused cannot hold a connection with a body that never ends", .timeLimit(.minutes(5)),
        arguments: ["/x", "/nowhere"])
    func refusedBody(path: String) async throws {
        var settings = EndpointServer.Settings()
        settings.access = AccessRules(clientCertificate: .required)
        settings.connection = ConnectionLimits(body: .milliseconds(200))
        try await EndpointServer.with([Self.endpoint], settings) { server async throws in
            let text = try await server.exchange(
                "POST \(path) HTTP/1.1\r\nHost: t\r\nContent-Length: 1000000\r\n\r\n", "{")
            #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 401"))
        }
    }

    @Test("A head that drips ends the connection, the first one and a later one")
    func slowHead() async throws {
        var settings = EndpointServer.Settings()
        // Long, because it counts for the good request, too, on a machine that is busy.
        settings.connection = ConnectionLimits(head: .seconds(8))
        try await EndpointServer.with([Self.endpoint], settings) { server async throws in
            async let dripping = server.exchange("POST /x HT")
            async let silent = server.exchange()
            let whole = "POST /x HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n"
            let text = try await server.connection { inbound, outbound in
                try await outbound.write(ByteBuffer(string: whole))
                var answers = ""
                var parts = inbound.makeAsyncIterator()
                while !answers.hasSuffix("}"), let part = try await parts.next() { answers += String(buffer: part) }
                try await outbound.write(ByteBuffer(string: "POST /x HT"))
                while let part = try await parts.next() { answers += String(buffer: part) }
                return answers
            }
            #expect(text.split(separator: "HTTP/1.1 ").count == 1)
            #expect(text.hasPrefix("HTTP/1.1 200"))
            let others = try await [dripping, silent]
            #expect(others == ["", ""])
        }
    }
}
