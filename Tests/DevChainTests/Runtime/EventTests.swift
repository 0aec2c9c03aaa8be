import Chain
import Foundation
import Keys
import Testing

@testable import DevChain

struct EventTests {
    private static func samples() throws -> [(name: String, bytes: [UInt8])] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Vectors/events.json").standardizedFileURL
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
        let examples = json?.values.compactMap { $0 as? [[String: Any]] }.first ?? []
        return examples.compactMap { example in
            guard let name = example["name"] as? String, let hex = example["encoded"] as? String,
                let bytes = Hex.decode(hex)
            else { return nil }
            return (name, bytes)
        }
    }

    @Test("The sample blocks decode by our metadata and encode to the same bytes")
    func samples() throws {
        let metadata = DevRuntime().metadata
        let type = try metadata.storage("System", "Events").valueType
        let samples = try Self.samples()
        #expect(samples.count >= 4)
        for sample in samples {
            let value = try metadata.types.decode(type, sample.bytes)
            #expect(try metadata.types.encode(value, as: type) == sample.bytes, "\(sample.name)")
        }
    }

    @Test("A block with an extrinsic stores the events that it returned")
    func stored() throws {
        let world = World()
        let events = try world.run(world.register(World.charlie.account), by: World.charlie)
        let stored = try EventRecord.list(world.state[Storage.events], metadata: world.runtime.metadata)
        #expect(stored.count == 4)
        #expect(Array(stored.dropFirst()) == events)
        #expect(stored[0].name == "ExtrinsicSuccess" && stored[0].phase == .extrinsic(0))
        #expect(try world.stored("System", "EventCount")?.int == 4)
        #expect(try world.stored("System", "ExtrinsicCount")?.int == 2)
    }

    @Test("A registration leaves the very bytes of the sample, but for keys, class and netuid")
    func bytes() throws {
        var genesis = World.genesis
        genesis.subnets.append(
            GenesisSubnet(netuid: 2, ownerHotkey: World.owner.account, ownerColdkey: World.owner.account))
        genesis.neurons = [World.owner, World.charlie, World.alice].map {
            GenesisNeuron(netuid: 2, hotkey: $0.account, coldkey: $0.account)
        }
        genesis.neurons[1].coldkey = World.owner.account
        let world = World(genesis: genesis)
        let bob = World.bob.account
        _ = try world.run(world.register(bob, netuid: 2), by: World.alice)
        let sample = try #require(try Self.samples().first { $0.name.contains("burned_register") })
        var expected = sample.bytes
        // The inherent is of the class Mandatory, which the sample does not say.
        expected[11] = 2
        #expect(world.state[Storage.events] == expected)
    }

    @Test("Each block begins with its number, the hash before it and no events but the inherent's")
    func begins() throws {
        let world = World()
        _ = try world.run(world.serve(), by: World.bob)
        world.advance(to: 2)
        #expect(try world.stored("System", "Number")?.int == 2)
        #expect(try world.stored("System", "ParentHash") == .bytes(World.hash(1)))
        #expect(try world.stored("System", "BlockHash", .unsigned(1)) == .bytes(World.hash(1)))
        #expect(try world.stored("System", "EventCount")?.int == 1)
        #expect(try world.stored("Timestamp", "Now")?.int == 24_000)
    }
}
