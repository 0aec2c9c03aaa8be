import NIOCore
import NIOPosix
import Testing

@testable import AllocationAPI

/// What is wrong with the API's settings is said before the chain is asked for anything.
struct ConfigurationCheckTests {
    private func configuration(_ ip: String, _ port: Int, tls: ServerTLS? = nil) -> AllocationService.Configuration {
        AllocationService.Configuration(ip: ip, port: port, tls: tls, version: "0")
    }

    @Test("Missing certificates and plain HTTP for everybody are told")
    func unusable() throws {
        let tls = ServerTLS(
            keyPath: "/nowhere/server.key", certificatePath: "/nowhere/server.cer", authorityPath: "/nowhere/ca.cer")
        #expect(throws: ServerTLS.Problem.self) { try configuration("127.0.0.1", 0, tls: tls).check() }
        #expect(throws: AllocationService.Problem.self) { try configuration("0.0.0.0", 0).check() }
        try configuration("127.0.0.1", 0).check()
    }

    @Test("A port that another program has is told, and one that is free stays free")
    func port() async throws {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(listener.localAddress?.port)
        #expect(throws: IOError.self) { try configuration("127.0.0.1", port).check() }
        try await listener.close()
        try configuration("127.0.0.1", port).check()
        try configuration("127.0.0.1", port).check()
    }
}
