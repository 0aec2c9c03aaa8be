import Chain
import Keys
import Logging
import TestSupport
import Testing

@testable import MinerNode

/// What a miner tells the chain of its address, look by look.
@Suite struct AxonPublisherTests {
    private func scene(
        recorded: AxonInfo?, doubt: AddressDoubt?,
        _ body: (AxonPublisher, MemorySubtensor, CapturedLog) async throws -> Void
    ) async throws {
        let keypair = Keypair.generate()
        let neuron = Neuron(uid: 1, hotkey: keypair.account, coldkey: keypair.account, stake: 0, axon: recorded)
        let chain = MemorySubtensor(netuid: 27, neurons: [neuron])
        let log = CapturedLog()
        let metagraph = try await MetagraphCache(
            subtensor: chain, netuid: 27, interval: .seconds(600),
            logger: .silent)
        let address = try #require(ChainAddress("10.0.0.5"))
        let publisher = AxonPublisher(
            chain: chain, publication: AxonPublication(address: address, port: 8_091, version: 190), doubt: doubt,
            netuid: 27, keypair: keypair, pace: BlockPace(metagraph: metagraph), logger: log.logger, published: {})
        try await body(publisher, chain, log)
    }

    private func axon(_ chain: MemorySubtensor) async throws -> AxonInfo? {
        try await chain.metagraph(netuid: 27).neurons.first?.axon
    }

    @Test("A guessed address that others do not reach is not published, and each look says which flag helps")
    func withheld() async throws {
        let other = AxonInfo(ip: "198.51.100.7", port: 1, version: 190)
        try await scene(recorded: other, doubt: AddressDoubt(isPublic: { true })) { publisher, chain, log in
            var said = ""
            #expect(await publisher.look(&said) == .withheld)
            #expect(await publisher.look(&said) == .withheld)
            let now = try await axon(chain)
            #expect(now == other)
            let lines = log.text.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.allSatisfy { $0.hasPrefix("error axon not published") && $0.contains("--axon.external_ip") })
        }
    }

    @Test("An address that was given is published, whatever it is")
    func given() async throws {
        try await scene(recorded: nil, doubt: nil) { publisher, chain, _ in
            var said = ""
            #expect(await publisher.look(&said) == .published)
            let now = try await axon(chain)
            #expect(now == AxonInfo(ip: "10.0.0.5", port: 8_091, version: 190))
        }
    }

    @Test("The public address that the chain has is not replaced by a guess")
    func kept() async throws {
        let right = AxonInfo(ip: "198.51.100.7", port: 8_091, version: 190)
        try await scene(recorded: right, doubt: AddressDoubt(isPublic: { true })) { publisher, chain, log in
            var said = ""
            #expect(await publisher.look(&said) == .published)
            let now = try await axon(chain)
            #expect(now == right)
            #expect(!log.text.contains("error"))
        }
    }

    @Test("While it is not known whether the network is public, nothing is published or said")
    func unknown() async throws {
        try await scene(recorded: nil, doubt: AddressDoubt(isPublic: { nil })) { publisher, chain, log in
            var said = ""
            #expect(await publisher.look(&said) == .failed)
            let now = try await axon(chain)
            #expect(now == nil)
            #expect(log.text.isEmpty)
        }
    }
}
