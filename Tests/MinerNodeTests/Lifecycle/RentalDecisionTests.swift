import Market
import MinerNode
import Testing

/// What a request means, for every state of the miner, kind of request, key and caller.
@Suite struct RentalDecisionTests {
    /// One line of the table: the decisions for (same key, same renter), (same, other), (other, same), (other, other).
    struct Row: Sendable, CustomTestStringConvertible {
        let state: String
        let checking: Bool
        let timelines: [Int]
        let decisions: [String]

        init(_ state: String, checking: Bool, _ timelines: [Int], _ decisions: String) {
            self.state = state
            self.checking = checking
            self.timelines = timelines
            self.decisions = decisions.split(separator: " ").map(String.init)
        }

        var testDescription: String { "\(state), checking \(checking), timelines \(timelines)" }
    }

    static let table = [
        Row("free", checking: true, [1, 30], "free free free free"),
        Row("provisioning", checking: true, [1], "no no no no"),
        Row("allocated", checking: true, [1], "no no no no"),
        Row("releasing", checking: true, [1], "no no no no"),
        Row("free", checking: true, [0, -1], "no no no no"),
        Row("provisioning", checking: true, [0, -1], "no no no no"),
        Row("allocated", checking: true, [0, -1], "running no no no"),
        Row("releasing", checking: true, [0, -1], "no no no no"),
        Row("free", checking: false, [1, 3_650], "provision provision provision provision"),
        Row("free", checking: false, [3_651, Int.max], "no no no no"),
        Row("provisioning", checking: false, [1], "await no no no"),
        Row("allocated", checking: false, [1], "repeat no no no"),
        Row("releasing", checking: false, [1], "no no no no"),
        Row("free", checking: false, [0, -7], "nothing nothing nothing nothing"),
        Row("provisioning", checking: false, [0, -7], "release no foreign foreign"),
        Row("allocated", checking: false, [0, -7], "release no foreign foreign"),
        Row("releasing", checking: false, [0, Int.min], "release no foreign foreign"),
    ]

    @Test("The decision", arguments: table)
    func decisions(_ row: Row) throws {
        let memory = MinerMemory(state: try state(row.state))
        let askers: [(pair: Int, renter: UInt8)] = [(0, 1), (0, 2), (1, 1), (1, 2)]
        for timeline in row.timelines {
            for (asker, expected) in zip(askers, row.decisions) {
                let request = Allocate(
                    timeline: timeline, checking: row.checking, publicKey: try Renters.pair(asker.pair).publicPEM)
                let decision = RentalDecision.about(request, from: try Renters.hotkey(asker.renter), memory: memory)
                #expect(word(decision) == expected, "timeline \(timeline), key \(asker.pair), renter \(asker.renter)")
            }
        }
    }

    @Test("A key whose allocation has ended provisions nothing, and gives back again", arguments: [true, false])
    func ended(isFree: Bool) throws {
        var memory = MinerMemory(state: isFree ? .free : .allocated(try .sample(0)))
        let key = try Renters.pair(1)
        memory.noteEnd(key.allocationID, renter: try Renters.hotkey(1))
        func decide(_ request: Allocate, _ renter: UInt8) throws -> String {
            word(RentalDecision.about(request, from: try Renters.hotkey(renter), memory: memory))
        }
        #expect(try decide(.rent(1), 1) == "no")
        #expect(try decide(.rent(1), 2) == "no")
        #expect(try decide(.giveBack(1), 1) == "nothing")
        #expect(try decide(.giveBack(1), 2) == (isFree ? "nothing" : "foreign"))
        #expect(try decide(.isMine(1), 1) == "no")
    }

    @Test("A request without a usable key is refused", arguments: ["", "PEM", "-----BEGIN PUBLIC KEY"])
    func noKey(_ pem: String) throws {
        for memory in [MinerMemory(), MinerMemory(state: .allocated(try .sample()))] {
            for (timeline, checking) in [(0, true), (1, false), (0, false)] {
                let request = Allocate(timeline: timeline, checking: checking, publicKey: pem)
                #expect(word(RentalDecision.about(request, from: try Renters.hotkey(), memory: memory)) == "no")
            }
        }
    }

    @Test(
        "A docker action is for the renter with the key of a standing allocation, whatever its timeline says",
        arguments: ["free", "provisioning", "allocated", "releasing"])
    func dockerChange(_ label: String) throws {
        let memory = MinerMemory(state: try state(label))
        for (pair, renter) in [(0, UInt8(1)), (0, 2), (1, 1), (1, 2)] {
            for timeline in [0, 1, 30, -1] {
                let request = Allocate(
                    timeline: timeline, checking: false, publicKey: try Renters.pair(pair).publicPEM,
                    dockerChange: true, dockerAction: DockerAction(action: "pause"))
                let decision = word(RentalDecision.about(request, from: try Renters.hotkey(renter), memory: memory))
                #expect(decision == (label == "allocated" && pair == 0 && renter == 1 ? "act" : "no"))
            }
        }
    }

    @Test("A rental taken over from the Python program belongs to who knows its key")
    func takenOver() throws {
        let sample = try RentalRecord.sample()
        let rental = RentalRecord(
            id: sample.id, renter: nil, publicKey: sample.publicKey, testing: false, deadline: sample.deadline,
            changedAt: 0)
        let memory = MinerMemory(state: .allocated(rental))
        for renter: UInt8 in [1, 2] {
            func decide(_ request: Allocate) throws -> String {
                word(RentalDecision.about(request, from: try Renters.hotkey(renter), memory: memory))
            }
            #expect(try decide(.isMine(0)) == "running")
            #expect(try decide(.giveBack(0)) == "release")
            #expect(try decide(.giveBack(1)) == "foreign")
            #expect(try decide(.rent(1)) == "no")
        }
    }

    private func state(_ label: String) throws -> MinerState {
        let rental = try RentalRecord.sample()
        let states: [MinerState] = [.free, .provisioning(rental), .allocated(rental), .releasing(rental)]
        return try #require(states.first { $0.label == label })
    }

    private func word(_ decision: RentalDecision) -> String {
        switch decision {
        case .sayWhetherFree: "free"
        case .sayWhetherRunning: "running"
        case .provision: "provision"
        case .awaitProvisioning: "await"
        case .repeatAnswer: "repeat"
        case .act: "act"
        case .release: "release"
        case .nothingToRelease: "nothing"
        case .refuseForeign: "foreign"
        case .no: "no"
        }
    }

    @Test("Bounded per caller is what provisions or acts on a container; questions and releases wait for neither")
    func bounded() throws {
        #expect(try Allocate.rent().isBounded)
        #expect(Allocate(timeline: 0, checking: false, dockerChange: true).isBounded)
        #expect(try !Allocate.giveBack().isBounded)
        #expect(!Allocate.isFree.isBounded)
        #expect(try !Allocate.isMine().isBounded)
    }
}
