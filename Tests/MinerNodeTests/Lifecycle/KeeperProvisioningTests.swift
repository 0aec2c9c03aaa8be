import Market
import MinerNode
import Testing

@Suite(.timeLimit(.minutes(1))) struct KeeperProvisioningTests {
    @Test("A free machine is rented, and its access data opens with the renter's key alone")
    func rent() async throws {
        try await KeeperFixture.with { fixture async throws in
            let answer = try await fixture.ask(.rent())
            #expect(answer.status == true)
            #expect(answer.port == 4_444)
            let info = try Renters.pair(0).open(try #require(answer.info))
            #expect(info.username == "root")
            #expect(info.password.count == 24)
            #expect(info.password == fixture.host.now.order?.password.revealed)
            #expect(throws: RenterKeyError.notForThisKey) { try Renters.pair(1).open(answer.info ?? "") }
            #expect(try fixture.written().state.label == "allocated")
            #expect(try await fixture.ask(.isMine()).status == true)
            #expect(try await fixture.ask(.isFree).status == false)
        }
    }

    @Test("Of 50 renters at once one wins, and the others hear no at once")
    func race() async throws {
        let gate = Gate()
        try await KeeperFixture.with(host: FakeHost(provisionGate: gate)) { fixture async throws in
            let pairs = try (0..<3).map { try Renters.pair($0).publicPEM }
            try await withThrowingTaskGroup(of: Bool?.self) { group in
                for renter in 1...50 {
                    let request = Allocate(timeline: 1, checking: false, publicKey: pairs[renter % 3])
                    group.addTask { try await fixture.ask(request, by: UInt8(renter)).status }
                }
                var outcomes: [Bool?] = []
                while outcomes.count < 49, let outcome = try await group.next() { outcomes.append(outcome) }
                // The winner still waits for its container.
                #expect(outcomes.allSatisfy { $0 == false })
                gate.open()
                #expect(try await group.next() == .some(true))
            }
            #expect(fixture.host.now.calls.count == 1)
        }
    }

    @Test("The same key asked twice, at once and later, provisions once and hears the same")
    func sameKey() async throws {
        let gate = Gate()
        try await KeeperFixture.with(host: FakeHost(provisionGate: gate)) { fixture async throws in
            async let first = fixture.ask(.rent())
            await gate.someoneArrived()
            async let second = fixture.ask(.rent())
            // Both are under way: neither can be over before the gate opens.
            gate.open()
            let answers = try await [first, second, fixture.ask(.rent())]
            #expect(answers.allSatisfy { $0.status == true && $0.info == answers[0].info && $0.info != nil })
            #expect(fixture.host.now.calls.count == 1)
        }
    }

    @Test("Checks are answered while provisioning hangs")
    func checks() async throws {
        let gate = Gate()
        try await KeeperFixture.with(host: FakeHost(provisionGate: gate)) { fixture async throws in
            async let renting = fixture.ask(.rent())
            await gate.someoneArrived()
            #expect(try await fixture.ask(.isFree).status == false)
            #expect(try await fixture.ask(.isMine()).status == false)
            #expect(try await fixture.ask(.rent(1), by: 2).status == false)
            await fixture.keeper.reconcile()
            #expect(fixture.host.now.calls.count == 1)
            gate.open()
            #expect(try await renting.status == true)
        }
    }

    @Test("A step that fails leaves a free machine with nothing on it", arguments: ProvisionStep.allCases)
    func failure(_ step: ProvisionStep) async throws {
        let host = FakeHost()
        host.change { $0.failsAt = step }
        try await KeeperFixture.with(host: host) { fixture async throws in
            let answer = try await fixture.ask(.rent())
            #expect(answer.status == false)
            #expect(answer.info == nil)
            #expect(answer.message?.contains(step.rawValue) == true)
            #expect(host.now.containers.isEmpty)
            #expect(try fixture.written().state == .free)
            host.change { $0.failsAt = nil }
            #expect(try await fixture.ask(.rent()).status == false, "the key of a failed allocation is used up")
            #expect(try await fixture.ask(.rent(1)).status == true)
        }
    }

    @Test("Without a ledger nothing is touched")
    func brokenLedger() async throws {
        try await KeeperFixture.with { fixture async throws in
            try fixture.breakLedger()
            let answer = try await fixture.ask(.rent())
            #expect(answer.status == false)
            #expect(fixture.host.now.calls.isEmpty)
            #expect(await fixture.keeper.state == .free)
            try fixture.mendLedger()
            #expect(try await fixture.ask(.rent()).status == true)
        }
    }

    @Test("A machine that lacks what is asked for says so, and does nothing")
    func shortage() async throws {
        let small = Machine(cpuCount: 1, ramAvailable: 1 << 30, diskFree: 1 << 30, gpus: [])
        try await KeeperFixture.with(machine: small) { fixture async throws in
            var request = try Allocate.rent()
            request.deviceRequirement = DeviceRequirement(cpuCount: 2)
            #expect(try await fixture.ask(request).message == "this machine has only 1 CPU cores")
            var question = Allocate.isFree
            question.deviceRequirement = DeviceRequirement(cpuCount: 2)
            #expect(try await fixture.ask(question).status == false)
            #expect(fixture.host.now.calls.isEmpty)
        }
    }

    @Test("Renters get an image of their own only where the miner allows it")
    func images() async throws {
        try await KeeperFixture.with(allowedImages: ["mine/*"]) { fixture async throws in
            let foreign = try await fixture.ask(.rent(docker: .init(baseImage: "theirs/x")))
            #expect(foreign.message?.contains("base image") == true)
            #expect(fixture.host.now.order?.baseImage == "base")
            #expect(try await fixture.ask(.giveBack()).status == true)
            let allowed = try await fixture.ask(.rent(1, docker: .init(baseImage: "mine/x")))
            #expect(allowed.message == nil)
            #expect(fixture.host.now.order?.baseImage == "mine/x")
        }
    }

    @Test("A machine is free only when no container of ours is left on it")
    func leftover() async throws {
        try await KeeperFixture.with(host: FakeHost(containers: ["00": .exited(code: 0)])) { fixture async throws in
            #expect(try await fixture.ask(.isFree).status == false)
            await fixture.keeper.reconcile()
            fixture.clock.pass(2)
            #expect(try await fixture.ask(.isFree).status == true)
        }
    }

    @Test("Many questions at once ask the engine once a second")
    func questions() async throws {
        try await KeeperFixture.with { fixture async throws in
            for _ in 0..<20 { #expect(try await fixture.ask(.isFree).status == true) }
            #expect(fixture.host.now.looks == 1)
            fixture.clock.pass(1)
            #expect(try await fixture.ask(.isFree).status == true)
            #expect(fixture.host.now.looks == 2)
        }
    }

    @Test("A machine whose engine is away is not free")
    func engineDown() async throws {
        let host = FakeHost()
        host.change { $0.isDown = true }
        try await KeeperFixture.with(host: host) { fixture async throws in
            #expect(try await fixture.ask(.isFree).status == false)
        }
    }

    @Test("A rental made when its caller has stopped waiting is no rental")
    func tooLate() async throws {
        let gate = Gate()
        try await KeeperFixture.with(host: FakeHost(provisionGate: gate)) { fixture async throws in
            async let renting = fixture.ask(.rent())
            await gate.someoneArrived()
            fixture.clock.pass(61)
            gate.open()
            let answer = try await renting
            #expect(answer.status == false)
            #expect(answer.info == nil)
            #expect(fixture.host.now.containers.isEmpty)
            #expect(try fixture.written().state == .free)
        }
    }

    @Test("Who asks again with the same key keeps its rental wanted")
    func askedAgain() async throws {
        let gate = Gate()
        try await KeeperFixture.with(host: FakeHost(provisionGate: gate)) { fixture async throws in
            async let first = fixture.ask(.rent())
            await gate.someoneArrived()
            fixture.clock.pass(50)
            let second = Task { try await fixture.ask(.rent()) }
            // Its answer then says that it was heard.
            second.cancel()
            #expect(try await second.value.status == false)
            fixture.clock.pass(50)
            gate.open()
            #expect(try await first.status == true)
            #expect(try await fixture.ask(.rent()).info == (try await first.info))
        }
    }

    @Test("The image may take what is left of the caller's time less 5 s", arguments: [(0.0, 55), (30, 25), (58, 1)])
    func imageLimit(_ row: (ago: Double, seconds: Int)) async throws {
        try await KeeperFixture.with { fixture async throws in
            #expect(try await fixture.ask(.rent(), ago: row.ago).status == true)
            #expect(fixture.host.now.order?.buildLimit == .seconds(row.seconds))
        }
    }

    @Test("A request that waited longer than its caller provisions nothing")
    func waitedTooLong() async throws {
        try await KeeperFixture.with { fixture async throws in
            #expect(try await fixture.ask(.rent(), ago: 60).status == false)
            #expect(fixture.host.now.calls.isEmpty)
            #expect(await fixture.keeper.state == .free)
        }
    }

    @Test("What holds the SSH port without an allocation is removed first")
    func stale() async throws {
        try await KeeperFixture.with(host: FakeHost(containers: ["00": .running])) { fixture async throws in
            #expect(try await fixture.ask(.rent()).status == true)
            let id = try Renters.pair().allocationID.hex
            #expect(fixture.host.now.calls == [.remove("00"), .provision(id)])
        }
    }

    @Test("The end of a failed rental does not make the next one look abandoned")
    func failureMeetsNext() async throws {
        let (provisionGate, removalGate) = (Gate(), Gate())
        let host = FakeHost(provisionGate: provisionGate, removalGate: removalGate)
        host.change { $0.failsAt = .imageBuilt }
        try await KeeperFixture.with(host: host) { fixture async throws in
            async let failing = fixture.ask(.rent())
            await removalGate.someoneArrived()
            host.change { $0.failsAt = nil }
            // Many who ask all the time: one of them is the next in line when the machine becomes free.
            let request = try Allocate.rent(1)
            let crowd = (0..<8).map { _ in
                Task {
                    while true {
                        let answer = try await fixture.ask(request, by: 2)
                        if answer.message?.hasPrefix("the machine is") != true { return answer.status }
                        await Task.yield()
                    }
                }
            }
            removalGate.open()
            await provisionGate.someoneArrived()
            #expect(try await failing.status == false)
            await fixture.keeper.reconcile()
            let (failed, next) = (try Renters.pair().allocationID.hex, try Renters.pair(1).allocationID.hex)
            #expect(host.now.calls == [.provision(failed), .remove(failed), .provision(next)])
            provisionGate.open()
            for one in crowd { #expect(try await one.value == true) }
            #expect(try fixture.written().state.label == "allocated")
        }
    }
}
