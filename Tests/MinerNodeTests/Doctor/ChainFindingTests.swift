import Chain
import Foundation
import Keys
import MinerNode
import Synchronization
import Testing

/// What the doctor says about the chain, the registration, the published address and the clock.
struct ChainFindingTests {
    @Test("A chain that is away is one problem, and what goes by it is not checked")
    func away() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.moment = { throw SubtensorError.unavailable("connection refused") }
            expect(
                try await fixture.finding("chain"), .problem, "connection refused", mend: "--subtensor.chain_endpoint")
            expect(try await fixture.finding("registration"), .warning, "not checked: the chain does not answer")
            expect(try await fixture.finding("clock"), .warning, "not checked: the chain does not answer")
            expect(try await fixture.finding("address"), .ok, "198.51.100.7")
        }
    }

    @Test("A chain whose best block is old is warned about")
    func stale() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.moment = {
                ChainMoment(block: 5, time: DoctorFixture.start.addingTimeInterval(-3_600))
            }
            expect(try await fixture.finding("chain"), .warning, "block 5 is 3600 s old", mend: "another node")
            // No new block: the clock cannot be compared.
            expect(try await fixture.finding("clock"), .warning, "no block meanwhile", mend: "again")
        }
    }

    @Test("A hotkey that is not registered is told so, with the price")
    func unregistered() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.subtensor = MemorySubtensor(netuid: 27, neurons: [])
            expect(
                try await fixture.finding("registration"), .problem, "not registered on subnet 27",
                mend: "nicompute chain storage SubtensorModule Burn 27")
            fixture.plan.netuid = 99
            expect(try await fixture.finding("registration"), .problem, "no subnet 99", mend: "--netuid")
        }
    }

    @Test(
        "A clock is compared with the next block's",
        arguments: [
            (3.9, DoctorVerdict.ok, "within 3.9 s"), (-3.9, .ok, "within 3.9 s"), (4.2, .warning, "4.2 s ahead of"),
            (86_400.0, .warning, "86400.0 s ahead of"), (-4.2, .warning, "4.2 s behind"),
            (-86_400.0, .warning, "86400.0 s behind"),
        ])
    func clock(offset: Double, verdict: DoctorVerdict, words: String) async throws {
        try await DoctorFixture.with { fixture in
            let looks = Mutex(0)
            fixture.probes.moment = {
                let look = looks.withLock {
                    $0 += 1
                    return $0
                }
                // The first sight is of a block that is twelve seconds old, the next ones still are, then comes a new one.
                return look < 4
                    ? ChainMoment(block: 8, time: DoctorFixture.start.addingTimeInterval(-12 - offset))
                    : ChainMoment(block: 9, time: DoctorFixture.start.addingTimeInterval(-offset))
            }
            expect(try await fixture.finding("clock"), verdict, words, mend: verdict == .ok ? nil : "chrony")
        }
    }

    @Test("A block from the future tells that the clock is behind, also when no other comes")
    func future() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.moment = { ChainMoment(block: 5, time: DoctorFixture.start.addingTimeInterval(600)) }
            expect(try await fixture.finding("clock"), .warning, "600.0 s behind", mend: "chrony")
        }
    }

    @Test(
        "An address that others do not reach is found out on a public network",
        arguments: [
            ("127.0.0.1", DoctorVerdict.problem, "only this machine"), ("::1", .problem, "only this machine"),
            ("0.0.0.0", .problem, "nobody's"), ("224.0.0.1", .problem, "nobody's"), ("ff02::1", .problem, "nobody's"),
            ("10.1.2.3", .warning, "only the local network"), ("172.31.0.1", .warning, "only the local network"),
            ("192.168.1.1", .warning, "only the local network"), ("100.64.0.1", .warning, "only the local network"),
            ("169.254.0.1", .warning, "only the local network"), ("fd00::1", .warning, "only the local network"),
            ("fe80::1", .warning, "only the local network"), ("::ffff:10.0.0.1", .warning, "only the local network"),
            ("172.32.0.1", .ok, "172.32.0.1"), ("100.128.0.1", .ok, "100.128.0.1"),
            ("2001:db8::1", .ok, "[2001:db8::1]"),
        ])
    func address(text: String, verdict: DoctorVerdict, words: String) async throws {
        try await DoctorFixture.with { fixture in
            let address = try #require(ChainAddress(text))
            let port = UInt16(clamping: fixture.plan.axonPort)
            fixture.plan.publication = { AxonPublication(address: address, port: port, version: 190) }
            expect(
                try await fixture.finding("address"), verdict, words, mend: verdict == .ok ? nil : "--axon.external_ip")
            // Between machines of one's own, local addresses are right.
            fixture.plan.isPublic = { false }
            #expect(try await fixture.finding("address").verdict == (words == "nobody's" ? .problem : .ok))
        }
    }

    @Test("The address is compared with the chain's record")
    func record() async throws {
        try await DoctorFixture.with { fixture in
            expect(try await fixture.finding("address"), .ok, "the chain has none yet")
            let (account, port) = (fixture.account, fixture.plan.axonPort)
            func serve(_ axon: AxonInfo) -> MemorySubtensor {
                MemorySubtensor(
                    netuid: 27, neurons: [Neuron(uid: 7, hotkey: account, coldkey: account, stake: 0, axon: axon)])
            }
            fixture.probes.subtensor = serve(AxonInfo(ip: "198.51.100.7", port: port, version: 190))
            expect(try await fixture.finding("address"), .ok, ":\(port), as the chain has it")
            fixture.probes.subtensor = serve(AxonInfo(ip: "198.51.100.8", port: 1, version: 190))
            expect(try await fixture.finding("address"), .ok, "the chain has 198.51.100.8:1, the miner changes it")
        }
    }

    @Test("Where something stands before the axon, it must pass our headers")
    func proxy() async throws {
        try await DoctorFixture.with { fixture in
            #expect(try await fixture.finding("address").detail.contains("underscores") == false)
            let address = try #require(ChainAddress("198.51.100.7"))
            fixture.plan.publication = { AxonPublication(address: address, port: 443, version: 190) }
            expect(try await fixture.finding("address"), .ok, "underscores_in_headers on")
        }
    }

    @Test("A machine without an address to publish says which flag gives it one")
    func noAddress() async throws {
        try await DoctorFixture.with { fixture in
            fixture.plan.publication = { throw NoAddress() }
            expect(try await fixture.finding("address"), .problem, "no address", mend: "--axon.external_ip")
        }
    }

    private struct NoAddress: Error, CustomStringConvertible {
        let description = "this machine has no address to publish"
    }
}
