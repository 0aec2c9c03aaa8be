import Market
import MinerNode
import Testing

@Suite(.timeLimit(.minutes(1))) struct KeeperReleaseTests {
    @Test("A rental is given back once, twice, and again, and its key rents nothing any more")
    func twice() async throws {
        try await KeeperFixture.with { fixture async throws in
            #expect(try await fixture.ask(.rent()).status == true)
            for _ in 0..<3 { #expect(try await fixture.ask(.giveBack()).status == true) }
            #expect(fixture.host.now.calls.count == 2)
            #expect(fixture.host.now.containers.isEmpty)
            #expect(try fixture.written().state == .free)
            #expect(try await fixture.ask(.rent()).status == false)
            #expect(try await fixture.ask(.rent(1)).status == true)
        }
    }

    @Test("Only the renter's hotkey with the renter's key ends a rental", arguments: [(0, UInt8(2)), (1, 1), (1, 2)])
    func strangers(_ pair: Int, _ renter: UInt8) async throws {
        try await KeeperFixture.with { fixture async throws in
            #expect(try await fixture.ask(.rent()).status == true)
            #expect(try await fixture.ask(.giveBack(pair), by: renter).status == false)
            #expect(try await fixture.ask(.isMine(pair), by: renter).status == false)
            #expect(try await fixture.ask(.rent(pair), by: renter).status == false)
            #expect(try await fixture.ask(.isMine()).status == true)
        }
    }

    @Test("A release during provisioning ends it, and both callers are told the truth")
    func duringProvisioning() async throws {
        let gate = Gate()
        try await KeeperFixture.with(host: FakeHost(provisionGate: gate)) { fixture async throws in
            async let renting = fixture.ask(.rent())
            await gate.someoneArrived()
            #expect(try await fixture.ask(.giveBack()).status == true)
            #expect(try await renting.status == false)
            #expect(fixture.host.now.containers.isEmpty)
            #expect(try fixture.written().state == .free)
            #expect(try await fixture.ask(.rent()).status == false)
        }
    }

    @Test("A release before its request makes the request fail: late answers cannot provision")
    func releaseFirst() async throws {
        try await KeeperFixture.with { fixture async throws in
            #expect(try await fixture.ask(.giveBack()).status == true)
            #expect(try await fixture.ask(.rent()).status == false)
            #expect(fixture.host.now.calls.isEmpty)
        }
    }

    @Test("A release with another key than the rental's is refused, and that key rents nothing later")
    func foreignKey() async throws {
        try await KeeperFixture.with { fixture async throws in
            #expect(try await fixture.ask(.rent()).status == true)
            let answer = try await fixture.ask(.giveBack(1), by: 2)
            #expect(answer.status == false)
            #expect(answer.allocation == .absent)
            #expect(try await fixture.ask(.giveBack()).status == true)
            #expect(try await fixture.ask(.rent(1), by: 2).status == false)
            #expect(try await fixture.ask(.rent(2), by: 2).status == true)
        }
    }

    @Test("The answer says how the allocation of the key stands")
    func standing() async throws {
        let gate = Gate()
        try await KeeperFixture.with(host: FakeHost(removalGate: gate)) { fixture async throws in
            #expect(try await fixture.ask(.isMine()).allocation == .absent)
            #expect(try await fixture.ask(.rent()).status == true)
            #expect(try await fixture.ask(.isMine()).allocation == .allocated)
            async let release = fixture.ask(.giveBack())
            await gate.someoneArrived()
            #expect(try await fixture.ask(.isMine()).allocation == .releasing)
            gate.open()
            #expect(try await release.allocation == .absent)
        }
    }

    @Test("Two releases at once remove once, and both hear that it is done")
    func atOnce() async throws {
        let gate = Gate()
        try await KeeperFixture.with(host: FakeHost(removalGate: gate)) { fixture async throws in
            #expect(try await fixture.ask(.rent()).status == true)
            async let first = fixture.ask(.giveBack())
            await gate.someoneArrived()
            async let second = fixture.ask(.giveBack())
            #expect(try await fixture.ask(.isFree).status == false)
            gate.open()
            #expect(try await first.status == true)
            #expect(try await second.status == true)
            #expect(fixture.host.now.calls.count == 2)
        }
    }

    @Test("With the engine away a release is kept, and finished when the engine is back")
    func engineDown() async throws {
        try await KeeperFixture.with { fixture async throws in
            #expect(try await fixture.ask(.rent()).status == true)
            fixture.host.change { $0.isDown = true }
            #expect(try await fixture.ask(.giveBack()).status == false)
            #expect(try fixture.written().state.label == "releasing")
            #expect(try await fixture.ask(.rent(1), by: 2).status == false)
            await fixture.keeper.reconcile()
            #expect(try fixture.written().state.label == "releasing")
            fixture.host.change { $0.isDown = false }
            await fixture.keeper.reconcile()
            #expect(try fixture.written().state == .free)
            #expect(fixture.host.now.containers.isEmpty)
            #expect(try await fixture.ask(.giveBack()).status == true)
        }
    }

    @Test("A release that cannot be written down removes all the same, and the machine is free once it can be")
    func brokenLedger() async throws {
        try await KeeperFixture.with { fixture async throws in
            #expect(try await fixture.ask(.rent()).status == true)
            try fixture.breakLedger()
            let answer = try await fixture.ask(.giveBack())
            #expect(answer.status == false)
            #expect(answer.allocation == .releasing)
            #expect(fixture.host.now.containers.isEmpty)
            #expect(try await fixture.ask(.rent(1), by: 2).status == false, "nothing is rented without a ledger")
            try fixture.mendLedger()
            #expect(try await fixture.ask(.giveBack()).status == true)
            #expect(try fixture.written().state == .free)
            #expect(try await fixture.ask(.rent(1), by: 2).status == true)
        }
    }

    @Test("A release of what has ended is told so although nothing can be written")
    func againWithBrokenLedger() async throws {
        try await KeeperFixture.with { fixture async throws in
            #expect(try await fixture.ask(.rent()).status == true)
            #expect(try await fixture.ask(.giveBack()).status == true)
            try fixture.breakLedger()
            #expect(try await fixture.ask(.giveBack()).status == true)
            #expect(try await fixture.ask(.giveBack(1)).status == false, "this end is not written down")
        }
    }

    @Test("A release that made room on the disk is done at once")
    func makesRoom() async throws {
        let gate = Gate()
        try await KeeperFixture.with(host: FakeHost(removalGate: gate)) { fixture async throws in
            #expect(try await fixture.ask(.rent()).status == true)
            try fixture.breakLedger()
            async let release = fixture.ask(.giveBack())
            await gate.someoneArrived()
            #expect(await fixture.keeper.state.label == "releasing")
            try fixture.mendLedger()
            gate.open()
            #expect(try await release.status == true)
            #expect(try fixture.written().state == .free)
            #expect(try fixture.written().hasEnded(try Renters.pair().allocationID))
        }
    }

    @Test("A rental whose time is over ends although nothing can be written")
    func expiryWithBrokenLedger() async throws {
        try await KeeperFixture.with { fixture async throws in
            #expect(try await fixture.ask(.rent()).status == true)
            fixture.clock.pass(86_400)
            try fixture.breakLedger()
            await fixture.keeper.reconcile()
            #expect(fixture.host.now.containers.isEmpty)
            try fixture.mendLedger()
            await fixture.keeper.reconcile()
            #expect(try fixture.written().state == .free)
        }
    }
}
