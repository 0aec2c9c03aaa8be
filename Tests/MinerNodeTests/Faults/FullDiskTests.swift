import Foundation
import Market
import MinerNode
import Testing
import Wire

extension LiveEngineTests {
    /// The disk that the miner's ledger is on is full.
    @Suite(.enabled(SmallDisk.comment) { await SmallDisk.isPossible() }, .timeLimit(.minutes(2)))
    struct FullDiskTests {
        @Test("With a full disk nothing is rented or touched; with space again it is as ever")
        func rent() async throws {
            try await SmallDisk.with { disk in
                try await RealMiner.with(.init(dataDirectory: disk.path)) { miner in
                    try await miner.rentsAgain("before")
                    try await disk.fill()
                    let answer = try await miner.rent(try LoneKeys.fresh())
                    #expect(answer.status == false)
                    #expect(answer.info == nil)
                    #expect(answer.message == "the state file cannot be written")
                    #expect(try await miner.objects().isEmpty)
                    #expect(await miner.keeper.state == .free)
                    #expect(try miner.written().state == .free)
                    try disk.clear()
                    try await miner.rentsAgain("after")
                }
            }
        }

        @Test("A rental ends while the disk is full, and the machine is free when there is space again")
        func release() async throws {
            try await SmallDisk.with { disk in
                try await RealMiner.with(.init(dataDirectory: disk.path)) { miner in
                    let key = try LoneKeys.fresh()
                    #expect(try await miner.rent(key, volume: "/data").status == true)
                    try await disk.fill()
                    let answer = try await miner.giveBack(key)
                    #expect(answer.status == false)
                    #expect(answer.allocation == .releasing)
                    #expect(try await miner.objects().isEmpty)
                    #expect(try miner.written().state.label == "allocated", "the file is the old one, whole")
                    try disk.clear()
                    #expect(try await miner.giveBack(key).status == true)
                    try await miner.rentsAgain("after")
                }
            }
        }

        @Test("While the disk is full, requests are heard and replays are not, also after a crash")
        func nonces() async throws {
            try await SmallDisk.with { disk in
                let (path, hotkey) = ("\(disk.path)/nonce-mark", try Renters.hotkey())
                func accept(_ second: UInt64, _ ledger: NonceLedger) -> NonceLedger.Verdict {
                    let nonce = second * 1_000_000_000
                    return ledger.accept(hotkey: hotkey, uuid: "a", nonce: nonce, now: nonce)
                }
                let ledger = try NonceLedger(path: path)
                #expect(accept(100, ledger) == .accepted)
                try await disk.fill()
                for second in stride(from: UInt64(110), to: 200, by: 10) {
                    #expect(accept(second, ledger) == .accepted)
                }
                let restarted = try NonceLedger(path: path)
                #expect(accept(190, restarted) == .belowFloor(remaining: 1_000_000_000))
                #expect(accept(200, restarted) == .accepted)
            }
        }

        @Test("A disk that fills up during a rental's making makes it fail, and leaves nothing once there is space")
        func fillsUp() async throws {
            try await SmallDisk.with { disk in
                let trap = Trap()
                try await RealMiner.with(.init(dataDirectory: disk.path, trap: trap)) { miner in
                    trap.set(at: .reached(.sshAnswers)) { try await disk.fill() }
                    let answer = try await miner.rent(try LoneKeys.fresh(), volume: "/data")
                    #expect(answer.status == false)
                    #expect(answer.info == nil)
                    #expect(answer.message == "the state file cannot be written")
                    #expect(try miner.written().state.label == "provisioning", "the file is the old one, whole")
                    #expect(try await miner.objects().isEmpty, "what is half made goes without a word in the file")
                    #expect(try await miner.ask(.isFree).status == false)
                    try disk.clear()
                    try await miner.comesToRest("there is space again")
                    try await miner.rentsAgain("after")
                }
            }
        }
    }
}
