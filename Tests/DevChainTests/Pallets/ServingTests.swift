import Chain
import Keys
import Testing

@testable import DevChain

struct ServingTests {
    @Test("A served axon is in the storage, in the event and in the neuron")
    func axon() throws {
        let world = World()
        let events = try world.succeed(world.serve(), by: World.bob)
        #expect(events.map(\.name) == ["AxonServed", "TransactionFeePaid", "ExtrinsicSuccess"])
        #expect(events[0].fields == .list([.unsigned(27), .account(World.bob.account)]))
        let axon = try #require(
            try world.stored("SubtensorModule", "Axons", .unsigned(27), .account(World.bob.account)))
        #expect(axon["port"]?.int == 8091)
        #expect(axon["ip"]?.unsigned == 0x0102_0304)
        #expect(axon["block"]?.int == 1)
        let neurons = try world.ask("NeuronInfoRuntimeApi", "get_neurons_lite", [27, 0])
        #expect(neurons.list?[2]["axon_info"] == axon)
    }

    @Test("An axon with a certificate keeps both")
    func tls() throws {
        let world = World()
        var call = world.serve()
        call.name = "serve_axon_tls"
        guard case .record(let names, let values) = call.arguments else { return }
        call.arguments = .record(names: names + ["certificate"], values: values + [.bytes([1, 9, 9])])
        _ = try world.succeed(call, by: World.bob)
        let stored = try world.stored(
            "SubtensorModule", "NeuronCertificates", .unsigned(27), .account(World.bob.account))
        #expect(stored?["public_key"] == .bytes([9, 9]))
        #expect(stored?["algorithm"]?.int == 1)
    }

    @Test(
        "An axon that cannot be is refused before the pool, and in a block",
        arguments: [
            (UInt128(0x0102_0304), UInt16(8091), UInt8(5), UInt8(255), "InvalidIpType"),
            (UInt128(UInt32.max), 8091, 4, 11, "InvalidIpAddress"),
            (UInt128(1) << 40, 8091, 4, 11, "InvalidIpAddress"),
            (UInt128.max, 8091, 6, 11, "InvalidIpAddress"),
            (UInt128(0x0102_0304), 0, 4, 13, "InvalidPort"),
        ])
    func invalid(_ ip: UInt128, _ port: UInt16, _ type: UInt8, _ custom: UInt8, _ name: String) throws {
        let world = World()
        let call = world.serve(ip: ip, port: port, type: type)
        #expect(try world.refusal(call, by: World.bob) == .custom(custom))
        #expect(try world.failure(call, by: World.bob) == name)
        #expect(try world.stored("SubtensorModule", "Axons", .unsigned(27), .account(World.bob.account)) == nil)
    }

    @Test("Loopback addresses are served by default, and 127.0.0.1 and ::1 are not by the real rule")
    func loopback() throws {
        let (one, two) = (UInt128(0x7F00_0001), UInt128(0x7F00_0002))
        let open = World()
        #expect(try open.refusal(open.serve(ip: one), by: World.bob) == nil)
        let strict = World { $0.allowLoopback = false }
        #expect(try strict.refusal(strict.serve(ip: two), by: World.bob) == nil)
        #expect(try strict.refusal(strict.serve(ip: one), by: World.bob) == .custom(11))
        #expect(try strict.refusal(strict.serve(ip: 1, type: 6), by: World.bob) == .custom(11))
        #expect(try strict.refusal(strict.serve(ip: 0), by: World.bob) == nil)
    }

    @Test("A hotkey without a uid anywhere serves nothing; one with a uid elsewhere may")
    func unregistered() throws {
        let world = World()
        #expect(try world.refusal(world.serve(), by: World.charlie) == .custom(10))
        #expect(try world.failure(world.serve(), by: World.charlie) == "HotKeyNotRegisteredInNetwork")
        #expect(try world.refusal(world.serve(netuid: 0), by: World.bob) == nil)
    }

    @Test("Serving again has to wait for the rate limit")
    func rate() throws {
        let world = World { $0.servingRateLimit = 50 }
        _ = try world.succeed(world.serve(), by: World.bob)
        world.advance(to: 50)
        #expect(try world.refusal(world.serve(port: 1), by: World.bob) == .custom(12))
        #expect(try world.failure(world.serve(port: 1), by: World.bob) == "ServingRateLimitExceeded")
        world.advance(to: 51)
        _ = try world.succeed(world.serve(port: 2), by: World.bob)

        let free = World { $0.servingRateLimit = 0 }
        _ = try free.succeed(free.serve(), by: World.bob)
        _ = try free.succeed(free.serve(port: 3), by: World.bob)
    }

    @Test("A prometheus address is stored, and zero is none")
    func prometheus() throws {
        let world = World()
        let events = try world.succeed(world.prometheus(), by: World.bob)
        #expect(events.first?.name == "PrometheusServed")
        let stored = try world.stored("SubtensorModule", "Prometheus", .unsigned(27), .account(World.bob.account))
        #expect(stored?["port"]?.int == 8091)
        // Checked in the block only.
        #expect(try world.refusal(world.prometheus(ip: 0), by: World.alice) == nil)
        #expect(try world.failure(world.prometheus(ip: 0), by: World.alice) == "InvalidIpAddress")
        #expect(try world.failure(world.prometheus(type: 7), by: World.alice) == "InvalidIpType")
        #expect(try world.failure(world.prometheus(port: 0), by: World.alice) == "InvalidPort")
        #expect(try world.failure(world.prometheus(), by: World.charlie) == "HotKeyNotRegisteredInNetwork")
        #expect(try world.failure(world.prometheus(), by: World.bob) == "ServingRateLimitExceeded")
    }
}
