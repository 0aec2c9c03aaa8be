import Keys
import Market
import Testing

@testable import Wire

/// A wall clock that was ahead and is set right: the calls after that are good at once.
@Suite("A dendrite under a clock that is set back") struct SteppedClockTests {
    let people: People
    let hour: UInt64 = 3_600_000_000_000

    init() throws { people = try People() }

    private func call(_ dendrite: Dendrite, _ port: Int) async -> DendriteOutcome<Allocate> {
        let target = AxonTarget(hotkey: people.bob.account, ip: "127.0.0.1", port: port)
        return await dendrite.call(Allocate.name, Allocate(), to: target, timeout: .seconds(30))
    }

    @Test("After two hours ahead the first call of the right time is answered by an axon")
    func axon() async throws {
        let now = systemWireClock()
        let clock = SettableClock(now + 2 * hour)
        let dendrite = Dendrite(keypair: people.alice, http: .dendrite, clock: clock.reading)
        try await RunningAxon.serve(as: people.bob, routes: [.allocate]) { (port: Int) async throws -> Void in
            let ahead = await call(dendrite, port)
            #expect(ahead.label == "refused", "\(ahead)")
            clock.now = systemWireClock()
            for _ in 0..<2 {
                let right = await call(dendrite, port)
                #expect(right.label == "answered", "\(right)")
            }
        }
    }

    @Test("Under new uuids the nonces begin again; within each they increase")
    func uuids() {
        let clock = SettableClock(10 * hour)
        let tickets = SenderTickets(clock: clock.reading)
        let ahead = tickets.take()
        tickets.giveBack(ahead)
        clock.now = 9 * hour
        let right = tickets.take()
        #expect(right.nonce == 9 * hour)
        #expect(right.uuid != ahead.uuid)
        tickets.giveBack(right)
        let next = tickets.take()
        #expect(next.uuid == right.uuid)
        #expect(next.nonce == right.nonce + 1)
    }

    @Test("The uuid of a call that lasted over the step is not used again")
    func inFlight() {
        let clock = SettableClock(10 * hour)
        let tickets = SenderTickets(clock: clock.reading)
        let long = tickets.take()
        clock.now = 9 * hour
        let right = tickets.take()
        tickets.giveBack(long)
        let beside = tickets.take()
        #expect(beside.uuid != long.uuid)
        #expect(beside.uuid != right.uuid)
    }

    @Test("A second's worth of stepping is bridged under the same uuid", arguments: [UInt64(1), 999_999_999])
    func small(_ step: UInt64) {
        let clock = SettableClock(10 * hour)
        let tickets = SenderTickets(clock: clock.reading)
        let first = tickets.take()
        tickets.giveBack(first)
        clock.now -= step
        let second = tickets.take()
        #expect(second.uuid == first.uuid)
        #expect(second.nonce == first.nonce + 1)
    }
}
