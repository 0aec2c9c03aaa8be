import Market
import MinerNode
import Testing

/// What a renter is told of docker actions, with the engine's twin.
@Suite(.timeLimit(.minutes(1))) struct KeeperActionTests {
    private func allocated(
        _ container: ContainerState = .running, gate: Gate? = nil, _ body: (KeeperFixture) async throws -> Void
    ) async throws {
        let rental = try RentalRecord.sample()
        let host = FakeHost(containers: [rental.id.hex: container], actionGate: gate)
        try await KeeperFixture.with(host: host, memory: MinerMemory(state: .allocated(rental)), body)
    }

    private func request(_ action: String, key: String = "", type: String = "") throws -> Allocate {
        Allocate(
            timeline: 0, checking: false, publicKey: try Renters.pair().publicPEM, dockerChange: true,
            dockerAction: DockerAction(action: action, sshKey: key, keyType: type))
    }

    @Test(
        "The answer says how the container is afterwards",
        arguments: [
            ("pause", "paused"), ("unpause", "running"), ("resume", "running"), ("restart", "running"),
        ])
    func done(_ row: (action: String, state: String)) async throws {
        try await allocated { fixture in
            let answer = try await fixture.ask(try request(row.action))
            #expect(answer.status == true)
            #expect(answer.container == row.state)
            #expect(answer.port == 4_444)
            #expect(answer.allocation == .allocated)
            #expect(answer.info == nil)
        }
    }

    @Test("An engine that says yes and does nothing is not believed")
    func ignored() async throws {
        try await allocated { fixture in
            fixture.host.change { $0.ignoresActions = true }
            let answer = try await fixture.ask(try request("pause"))
            #expect(answer.status == false)
            #expect(answer.container == "running")
        }
    }

    @Test("A container that is gone, and an engine that is away, are no success")
    func failures() async throws {
        try await allocated { fixture in
            fixture.host.change { $0.containers = [:] }
            #expect(try await fixture.ask(try request("restart")).status == false)
            let exchange = try request("exchange_key", key: ContainerActionTests.key, type: "terminal")
            #expect(try await fixture.ask(exchange).status == false)
            fixture.host.change { $0.isDown = true }
            let answer = try await fixture.ask(try request("pause"))
            #expect(answer.status == false)
            #expect(answer.message?.isEmpty == false)
        }
    }

    @Test("Another key and another caller change nothing")
    func strangers() async throws {
        try await allocated { fixture in
            var foreign = try request("pause")
            foreign.publicKey = try Renters.pair(1).publicPEM
            #expect(try await fixture.ask(foreign).status == false)
            #expect(try await fixture.ask(try request("pause"), by: 2).status == false)
            #expect(fixture.host.now.calls.isEmpty)
        }
    }

    @Test("A release does not wait for an action, and an action that waited finds the allocation ended")
    func releasedMeanwhile() async throws {
        let gate = Gate()
        try await allocated(gate: gate) { fixture in
            async let first = fixture.ask(try request("pause"))
            await gate.someoneArrived()
            async let second = fixture.ask(try request("restart"))
            #expect(try await fixture.ask(.giveBack()).status == true)
            #expect(await fixture.keeper.state == .free)
            gate.open()
            #expect(try await first.status == false)
            #expect(try await second.status == false)
            let id = try Renters.pair().allocationID.hex
            #expect(fixture.host.now.calls == [.act(.pause, id), .remove(id)])
        }
    }

    @Test("A paused container is still the renter's, and says so")
    func paused() async throws {
        try await allocated(.paused) { fixture in
            let answer = try await fixture.ask(.isMine())
            #expect(answer.status == true)
            #expect(answer.container == "paused")
            await fixture.keeper.reconcile()
            #expect(fixture.host.now.calls.isEmpty)
        }
    }
}
