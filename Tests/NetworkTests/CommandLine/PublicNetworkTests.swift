import Chain
import Synchronization
import TestSupport
import Testing
import Wire

@testable import nicompute

/// What a miner makes of the network it is on.
struct PublicNetworkTests {
    private func network(_ name: String, _ endpoint: String? = nil, genesis: [UInt8]? = nil) throws -> PublicNetwork {
        PublicNetwork(name: name, network: try NetworkName(name, endpoint: endpoint), genesis: { genesis })
    }

    private let finney = NetworkName.finneyGenesis?.bytes

    @Test("The public networks are known by name, over one's own node, too")
    func names() throws {
        #expect(try network("finney").isKnown)
        #expect(try network("finney", "ws://10.0.0.5:9944").isKnown)
        #expect(try network("test", "ws://10.0.0.5:9944").isKnown)
        #expect(try !network("local").isKnown)
        #expect(try !network("ws://10.0.0.5:9944").isKnown)
    }

    @Test("An address is known by the chain it leads to, once that answers")
    func addresses() async throws {
        let address = "ws://10.0.0.5:9944"
        #expect(try await network(address).isPublic() == nil)
        #expect(try await network(address, genesis: finney).isPublic() == true)
        #expect(try await network(address, genesis: [1]).isPublic() == false)
    }

    @Test("Where the node is on the internet, so are the neurons")
    func wide() async throws {
        #expect(try await network("wss://chain.example.com").isWide() == true)
        #expect(try await network("wss://10.0.0.5", genesis: [1]).isWide() == false)
        #expect(try await network("ws://127.0.0.1:9944", genesis: [1]).isWide() == false)
        #expect(try await network("ws://127.0.0.1:9944", genesis: finney).isWide() == true)
    }

    @Test("The flag has the last word on unsigned bodies; else the public networks allow them and others do not")
    func bodies() async throws {
        func choice(_ chosen: UnsignedBodies?, _ network: PublicNetwork) -> UnsignedBodiesChoice {
            UnsignedBodiesChoice(chosen: chosen, network: network, logger: .silent, pause: { _ in false })
        }
        let open = try network("finney")
        let own = try network("local", genesis: [1])
        #expect(choice(.checkOnly, open).first == .checkOnly)
        #expect(await choice(.checkOnly, open).settled() == .checkOnly)
        #expect(choice(nil, open).first == .allow)
        #expect(await choice(nil, open).settled() == .allow)
        #expect(choice(nil, own).first == .deny)
        #expect(await choice(nil, own).settled() == .deny)
    }

    @Test("While the chain is away they are refused; once it answers, that counts")
    func away() async throws {
        let asked = Mutex(0)
        let finney = finney
        let later = PublicNetwork(
            name: "ws://10.0.0.5:9944", network: try NetworkName("ws://10.0.0.5:9944"),
            genesis: {
                asked.withLock { $0 += 1 }
                return asked.withLock { $0 } < 3 ? nil : finney
            })
        let patient = UnsignedBodiesChoice(chosen: nil, network: later, logger: .silent, pause: { _ in true })
        #expect(patient.first == .deny)
        #expect(await patient.settled() == .allow)
        let ended = UnsignedBodiesChoice(
            chosen: nil, network: try network("ws://10.0.0.5:9944"), logger: .silent, pause: { _ in false })
        #expect(await ended.settled() == nil)
    }
}
