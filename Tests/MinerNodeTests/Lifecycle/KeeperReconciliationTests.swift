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

    /// A rental of a day, its container running, at the clock's present time.
    private func withRental(_ body: (KeeperFixture) async throws -> Void) async throws {
        let clock = FakeClock()
        let memory = MinerMemory(state: .allocated(try .sample(clock: clock)))
        try await KeeperFixture.with(
            host: FakeHost(containers: [try id(): .running]), clock: clock, memory: memory, body)
    }

    @Test("A clock that is set after a reboot ends nothing early and nothing late", arguments: [-864_000.0, 864_000])
    func clockAfterReboot(_ step: Double) async throws {
        try await withRental { fixture async throws in
            fixture.clock.reboot(after: 400)
            await fixture.keeper.reconcile()
            fixture.clock.step(step)
            await fixture.keeper.reconcile()
            #expect(await fixture.keeper.secondsLeft == 86_000)
            #expect(try fixture.written() == MinerMemory(state: await fixture.keeper.state), "it is written down")
            #expect(try await fixture.ask(.isMine()).status == true)
            fixture.clock.pass(86_000)
            await fixture.keeper.reconcile()
            #expect(try fixture.written().state == .free)
        }
    }

    @Test("A clock that is set before a reboot ends nothing early and nothing late", arguments: [-864_000.0, 864_000])
    func clockBeforeReboot(_ step: Double) async throws {
        try await withRental { fixture async throws in
            fixture.clock.step(step)
            await fixture.keeper.reconcile()
            fixture.clock.reboot(after: 400)
            await fixture.keeper.reconcile()
            #expect(await fixture.keeper.secondsLeft == 86_000)
            fixture.clock.pass(86_000)
            await fixture.keeper.reconcile()
            #expect(try fixture.written().state == .free)
        }
    }

    @Test("A machine that wakes up years behind waits for the right time, and the rental grows no longer")
    func clockBehind() async throws {
        try await withRental { fixture async throws in
            fixture.clock.reboot(after: -864_000)
            await fixture.keeper.reconcile()
            // The network tells the time.
            fixture.clock.step(864_400)
            await fixture.keeper.reconcile()
            #expect(await fixture.keeper.secondsLeft == 86_000)
        }
    }

    @Test("An action that waits while the deadline is anchored is carried out")
    func actionWhileAnchored() async throws {
        let clock = FakeClock()
        let memory = MinerMemory(state: .allocated(try .sample(clock: clock)))
        let gate = Gate()
        let host = FakeHost(containers: [try id(): .running], actionGate: gate)
        try await KeeperFixture.with(host: host, clock: clock, memory: memory) { fixture async throws in
            let request = Allocate(
                timeline: 0, checking: false, publicKey: try Renters.pair().publicPEM, dockerChange: true,
                dockerAction: DockerAction(action: "pause", sshKey: "", keyType: ""))
            async let first = fixture.ask(request)
            await gate.someoneArrived()
            let second = Task { try await fixture.ask(request) }
            // Its answer then says that it is in line, where it stays.
            second.cancel()
            #expect(try await second.value.status == false)
            clock.step(864_000)
            await fixture.keeper.reconcile()
            gate.open()
            #expect(try await first.status == true)
            // Behind the second one.
            #expect(try await fixture.ask(request).status == true)
            #expect(host.now.calls == Array(repeating: .act(.pause, try id()), count: 3))
        }
    }
}
