import Market
import MinerNode
import Testing

extension LiveEngineTests {
    /// The machine's clock is set while a container stands.
    @Suite(.timeLimit(.minutes(2))) struct ClockTests {
        @Test("A clock set past the deadline ends nothing, and time that was really over ends it after a reboot")
        func forward() async throws {
            let clock = FakeClock()
            try await RealMiner.with(.init(time: { clock.now })) { miner in
                let key = try LoneKeys.fresh()
                #expect(try await miner.rent(key, volume: "/data").status == true)
                let (objects, rental) = (try await miner.objects(), await miner.keeper.state.rental?.id)
                for days in [400.0, -800, 400] {
                    clock.step(days * 86_400)
                    await miner.keeper.reconcile()
                    #expect(await miner.keeper.state.rental?.id == rental)
                    #expect(try await miner.objects() == objects)
                    #expect(try await miner.ask(Allocate(timeline: 0, checking: true, publicKey: key)).status == true)
                }
                #expect(try await miner.ssh.withKey("echo in").output == "in\n")
                clock.reboot(after: 86_000)
                await miner.keeper.reconcile()
                #expect(await miner.keeper.state.rental?.id == rental)
                clock.step(-86_400)
                clock.pass(399)
                await miner.keeper.reconcile()
                #expect(await miner.keeper.state.rental?.id == rental)
                clock.pass(2)
                await miner.keeper.reconcile()
                #expect(try miner.written().state == .free)
                #expect(try await miner.objects().isEmpty)
            }
        }
    }
}
