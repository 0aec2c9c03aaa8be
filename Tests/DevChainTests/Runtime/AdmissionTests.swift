import Chain
import Keys
import Testing

@testable import DevChain

struct AdmissionTests {
    private func admit(_ world: World, _ extrinsic: DecodedExtrinsic) -> PoolRefusal? {
        world.runtime.admit(extrinsic, state: world.state, context: world.context)
    }

    @Test("A signature for another chain, nonce or era is bad")
    func signature() throws {
        let world = World()
        let call = try world.serve().encoded(world.runtime.metadata)
        let elsewhere = ChainRuntime(
            metadata: world.runtime.metadata, version: DevRuntime.version.runtimeVersion,
            genesis: [UInt8](repeating: 1, count: 32))
        let signed = try SignedExtrinsic.make(
            call: call, signer: World.bob, nonce: 0, era: .immortal, eraBlockHash: World.genesisHash,
            runtime: elsewhere)
        let decoded = try DecodedExtrinsic.decode(signed.bytes, metadata: world.runtime.metadata)
        #expect(admit(world, decoded) == .badSignature)
        for position in [40, 90, 103] {
            var bytes = try SignedExtrinsic.make(
                call: call, signer: World.bob, nonce: 0, era: .immortal, eraBlockHash: World.genesisHash,
                runtime: world.chain
            ).bytes
            bytes[position] ^= 4
            guard let decoded = try? DecodedExtrinsic.decode(bytes, metadata: world.runtime.metadata) else { continue }
            #expect(admit(world, decoded) != nil)
        }
    }

    @Test("A used nonce is outdated, one ahead may wait")
    func nonce() throws {
        let world = World()
        _ = try world.run(world.serve(), by: World.bob)
        let call = world.prometheus()
        #expect(admit(world, try world.extrinsic(call, by: World.bob, nonce: 0)) == .outdated)
        #expect(admit(world, try world.extrinsic(call, by: World.bob, nonce: 1)) == nil)
        #expect(admit(world, try world.extrinsic(call, by: World.bob, nonce: 9)) == nil)
    }

    @Test("An extrinsic whose nonce is not the account's changes nothing")
    func wrongNonce() throws {
        let world = World()
        let before = world.state
        let ahead = try world.extrinsic(world.serve(), by: World.bob, nonce: 3)
        #expect(world.runtime.apply(ahead, index: 1, state: &world.state, context: world.context) == [])
        #expect(world.state == before)
    }

    @Test("A mortal extrinsic holds in its era, and is badly signed after it")
    func era() throws {
        let world = World()
        world.advance(to: 21)
        let era = Era.mortal(wish: 8, current: 20)
        let extrinsic = try world.extrinsic(world.serve(), by: World.bob, era: era)
        #expect(admit(world, extrinsic) == nil)
        world.advance(to: 27)
        #expect(admit(world, extrinsic) == nil)
        world.advance(to: 29)
        #expect(admit(world, extrinsic) == .badSignature)
        // Born in the block that is being made: its hash is not known yet.
        let unborn = try world.extrinsic(world.serve(), by: World.bob, era: .mortal(wish: 8, current: 29))
        #expect(admit(world, unborn) == .ancientBirthBlock)
    }

    @Test("A fee or a tip that the signer cannot pay is refused")
    func payment() throws {
        let world = World { $0.fee = 1_000 }
        let poor = Keypair.generate()
        let remark = world.call("System", "remark", ["remark": .bytes([])])
        #expect(try world.refusal(remark, by: poor) == .unpayable)
        #expect(admit(world, try world.extrinsic(world.prometheus(), by: poor)) == nil)
        #expect(admit(world, try world.extrinsic(world.prometheus(), by: poor, tip: 1)) == .unpayable)
        #expect(
            admit(world, try world.extrinsic(remark, by: World.charlie, tip: .max)) == .unpayable)
    }

    @Test("An extrinsic without a signer stays outside, the timestamp of a block too")
    func bare() throws {
        let world = World()
        let bytes = world.runtime.timestampExtrinsic(milliseconds: 1_700_000_000_000)
        let decoded = try DecodedExtrinsic.decode(bytes, metadata: world.runtime.metadata)
        #expect(decoded.call == .variant("Timestamp", .variant("set", .fields(["now": .unsigned(1_700_000_000_000)]))))
        #expect(admit(world, decoded)?.code == 1_011)
        #expect(world.runtime.apply(decoded, index: 1, state: &world.state, context: world.context) == [])
        let signed = world.call("Timestamp", "set", ["now": .unsigned(5)])
        #expect(try world.failure(signed, by: World.bob) == "BadOrigin")
    }
}
