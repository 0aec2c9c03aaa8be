import Market
import MinerNode
import Testing

/// What a miner finds at its start, or half a minute later, becomes true or goes.
@Suite(.timeLimit(.minutes(1))) struct KeeperReconciliationTests {
    private func id() throws -> String { try Renters.pair(0).allocationID.hex }

    @Test("What a killed miner left half-made or half-removed goes", arguments: [true, false])
    func halfWay(wasProvisioning: Bool) async throws {
        let rental = try RentalRecord.sample()
        let memory = MinerMemory(state: wasProvisioning ? .provisioning(rental) : .releasing(rental))
        let host = FakeHost(containers: [try id(): .running])
        try await KeeperFixture.with(host: host, memory: memory) { fixture async throws in
            await fixture.keeper.reconcile()
            #expect(fixture.host.now.calls == [.remove(try id())])
            #expect(try fixture.written().state == .free)
            #expect(try fixture.written().hasEnded(rental.id))
        }
    }

    @Test("A rental that runs is left alone", arguments: [ContainerState.running, .paused, .restarting])
    func alive(_ state: ContainerState) async throws {
        let memory = MinerMemory(state: .allocated(try .sample()))
        let host = FakeHost(containers: [try id(): state])
        try await KeeperFixture.with(host: host, memory: memory) { fixture async throws in
            await fixture.keeper.reconcile()
            #expect(fixture.host.now.calls.isEmpty)
            #expect(try fixture.written() == memory)
        }
    }

    @Test("A rental whose container stopped is started", arguments: [ContainerState.created, .exited(code: 137)])
    func stopped(_ state: ContainerState) async throws {
        let memory = MinerMemory(state: .allocated(try .sample()))
        let host = FakeHost(containers: [try id(): state])
        try await KeeperFixture.with(host: host, memory: memory) { fixture async throws in
            await fixture.keeper.reconcile()
            #expect(fixture.host.now.calls == [.start(try id())])
            #expect(try await fixture.ask(.isMine()).status == true)
        }
    }

    @Test("A rental whose container is gone ends")
    func absent() async throws {
        try await KeeperFixture.with(memory: MinerMemory(state: .allocated(try .sample()))) { fixture async throws in
            await fixture.keeper.reconcile()
            #expect(try fixture.written().state == .free)
        }
    }

    @Test("An engine that is away ends no rental")
    func engineDown() async throws {
        let host = FakeHost()
        host.change { $0.isDown = true }
        let memory = MinerMemory(state: .allocated(try .sample()))
        try await KeeperFixture.with(host: host, memory: memory) { fixture async throws in
            await fixture.keeper.reconcile()
            #expect(try fixture.written() == memory)
        }
    }

    @Test("What belongs to no allocation goes, and what belongs to the rental stays")
    func strays() async throws {
        let host = FakeHost(containers: [try id(): .running, "aa": .running, "bb": .paused])
        host.change { $0.strays = ["cc"] }
        let memory = MinerMemory(state: .allocated(try .sample()))
        try await KeeperFixture.with(host: host, memory: memory) { fixture async throws in
            await fixture.keeper.reconcile()
            #expect(Set(host.now.containers.keys) == [try id()])
            #expect(host.now.strays.isEmpty)
        }
    }

    @Test("A rental ends when its time is over, and not before")
    func expiry() async throws {
        try await KeeperFixture.with { fixture async throws in
            #expect(try await fixture.ask(.rent(days: 2)).status == true)
            #expect(await fixture.keeper.secondsLeft == 2 * 86_400)
            fixture.clock.pass(2 * 86_400 - 1)
            fixture.clock.step(10 * 86_400)
            await fixture.keeper.reconcile()
            #expect(try await fixture.ask(.isMine()).status == true)
            fixture.clock.pass(1)
            await fixture.keeper.reconcile()
            #expect(try fixture.written().state == .free)
            #expect(await fixture.keeper.secondsLeft == nil)
            #expect(fixture.host.now.containers.isEmpty)
        }
    }

    @Test("A rental that ran out while the machine was off ends at the start")
    func expiryWhileOff() async throws {
        let clock = FakeClock()
        let memory = MinerMemory(state: .allocated(try .sample(clock: clock)))
        clock.reboot(after: 86_401)
        let host = FakeHost(containers: [try id(): .exited(code: 0)])
        try await KeeperFixture.with(host: host, clock: clock, memory: memory) { fixture async throws in
            await fixture.keeper.reconcile()
            #expect(host.now.calls == [.remove(try id())])
            #expect(try fixture.written().state == .free)
        }
    }
}
