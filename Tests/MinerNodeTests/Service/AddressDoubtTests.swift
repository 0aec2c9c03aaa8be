import Chain
import Keys
import Testing

@testable import MinerNode

/// An address that the operator did not give, before the chain is told of it.
@Suite struct AddressDoubtTests {
    private func publication(_ ip: String, port: UInt16 = 8_091) throws -> AxonPublication {
        AxonPublication(address: try #require(ChainAddress(ip)), port: port, version: 190)
    }

    private func verdict(
        _ ip: String, isPublic: Bool?, recorded: AxonInfo? = nil
    ) async throws -> AddressDoubt.Verdict {
        await AddressDoubt(isPublic: { isPublic }).verdict(on: try publication(ip), recorded: recorded)
    }

    @Test("A public address is published wherever it is, without a question")
    func open() async throws {
        let doubt = AddressDoubt(isPublic: {
            Issue.record("asked")
            return nil
        })
        let own = try publication("198.51.100.7")
        #expect(await doubt.verdict(on: own, recorded: nil) == .publish(own))
    }

    @Test(
        "One that others do not reach is kept from a public network, and not from one's own",
        arguments: ["10.0.0.5", "172.16.0.1", "192.168.1.2", "100.64.0.1", "127.0.0.2", "fd00::1"])
    func closed(ip: String) async throws {
        #expect(try await verdict(ip, isPublic: true) == .withhold)
        #expect(try await verdict(ip, isPublic: false) == .publish(publication(ip)))
        #expect(try await verdict(ip, isPublic: nil) == .unknown)
    }

    @Test("A public address that the chain has with the same port stays there, with our version")
    func kept() async throws {
        let recorded = AxonInfo(ip: "198.51.100.7", port: 8_091, version: 185)
        #expect(
            try await verdict("10.0.0.5", isPublic: true, recorded: recorded)
                == .publish(publication("198.51.100.7")))
        let elsewhere = [
            AxonInfo(ip: "198.51.100.7", port: 8_092, version: 190),
            AxonInfo(ip: "10.0.0.9", port: 8_091, version: 190),
            AxonInfo(ip: "0.0.0.0", port: 8_091, version: 190),
        ]
        for recorded in elsewhere {
            #expect(try await verdict("10.0.0.5", isPublic: true, recorded: recorded) == .withhold)
        }
    }

    @Test(
        "Nodes of the internet are told from one's own",
        arguments: [
            ("entrypoint-finney.opentensor.ai", true), ("198.51.100.7", true), ("localhost", false),
            ("127.0.0.1", false),
            ("10.1.2.3", false), ("node", false), ("node.internal", false), ("::1", false),
        ])
    func hosts(_ host: String, _ isElsewhere: Bool) {
        #expect(AddressDoubt.isElsewhere(host) == isElsewhere)
    }
}
