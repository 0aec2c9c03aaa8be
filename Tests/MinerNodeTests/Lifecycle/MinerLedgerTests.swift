import Foundation
import Market
import MinerNode
import Testing

@Suite struct MinerLedgerTests {
    private func withPath(_ body: (String) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-ledger-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try body("\(directory)/state.json")
    }

    private func memory() throws -> MinerMemory {
        var rental = try RentalRecord.sample()
        rental.containerID = "c"
        rental.sealedInfo = "sealed"
        rental.note = "n"
        var memory = MinerMemory(state: .allocated(rental))
        memory.noteEnd(try Renters.pair(1).allocationID, renter: try Renters.hotkey(2))
        return memory
    }

    @Test("A miner without a file is free")
    func fresh() throws {
        try withPath { path throws in
            #expect(try MinerLedger(path: path).memory == MinerMemory())
        }
    }

    @Test("What was written is read again, by its owner only")
    func roundTrip() throws {
        let sample = try memory()
        try withPath { path throws in
            var ledger = try MinerLedger(path: path)
            try ledger.write(sample)
            #expect(ledger.memory == sample)
            #expect(try MinerLedger(path: path).memory == sample)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test("A file cut anywhere is reported, never taken for a free miner")
    func truncated() throws {
        let sample = try memory()
        try withPath { path throws in
            var ledger = try MinerLedger(path: path)
            try ledger.write(sample)
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            for length in stride(from: 0, to: whole.count, by: 7) {
                try whole.prefix(length).write(to: URL(fileURLWithPath: path))
                #expect(throws: MinerLedger.Damaged.self) { try MinerLedger(path: path) }
            }
        }
    }

    @Test(
        "A file that says nothing understandable is reported",
        arguments: [
            "null", "[]", "{}", #"{"state":"free"}x"#, #"{"state":"allocated"}"#, #"{"state":"napping"}"#,
            #"{"state":"allocated","rental":{"id":"zz"}}"#, #"{"state":7}"#,
        ])
    func damaged(_ text: String) throws {
        try withPath { path throws in
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: MinerLedger.Damaged.self) { try MinerLedger(path: path) }
        }
    }

    @Test("A write that was killed half-way leaves what was there")
    func killedWrite() throws {
        let sample = try memory()
        try withPath { path throws in
            var ledger = try MinerLedger(path: path)
            try ledger.write(sample)
            let half = path.replacingOccurrences(of: "state.json", with: ".state.json.0123456789abcdef")
            try Data(#"{"state":"fr"#.utf8).write(to: URL(fileURLWithPath: half))
            #expect(try MinerLedger(path: path).memory == sample)
        }
    }

    @Test("A write that fails changes neither the file nor the memory")
    func failedWrite() throws {
        let sample = try memory()
        try withPath { path throws in
            var ledger = try MinerLedger(path: path)
            let directory = (path as NSString).deletingLastPathComponent
            try Data().write(to: URL(fileURLWithPath: directory))
            #expect(throws: (any Error).self) { try ledger.write(sample) }
            #expect(ledger.memory == MinerMemory())
        }
    }

    @Test("What is only assumed leaves the file as it was")
    func assumed() throws {
        let sample = try memory()
        try withPath { path throws in
            var ledger = try MinerLedger(path: path)
            try ledger.write(sample)
            ledger.assume(MinerMemory())
            #expect(ledger.memory == MinerMemory())
            #expect(try MinerLedger(path: path).memory == sample)
        }
    }

    @Test("Each state is read as it was written", arguments: 0..<4)
    func states(_ index: Int) throws {
        let rental = try RentalRecord.sample()
        let states: [MinerState] = [.free, .provisioning(rental), .allocated(rental), .releasing(rental)]
        let memory = MinerMemory(state: states[index])
        let data = try JSONEncoder().encode(memory)
        #expect(try JSONDecoder().decode(MinerMemory.self, from: data) == memory)
    }

    @Test("The memory of ended allocations is bounded, and the last ones stay")
    func ended() throws {
        var memory = MinerMemory()
        let renter = try Renters.hotkey()
        let ids = try (0..<300).map { number in
            try #require(AllocationIDs.id(number))
        }
        for id in ids + [ids[299]] { memory.noteEnd(id, renter: renter) }
        #expect(memory.ended.count == 256)
        #expect(memory.hasEnded(ids[299]))
        #expect(!memory.hasEnded(ids[0]))
    }
}
