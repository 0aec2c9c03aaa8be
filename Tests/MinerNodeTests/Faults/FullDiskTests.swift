import Foundation
import Market
import MinerNode
import Testing

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

        @Test("A rental stands while the disk is full, and is given back when there is space again")
        func release() async throws {
            try await SmallDisk.with { disk in
                try await RealMiner.with(.init(dataDirectory: disk.path)) { miner in
                    let key = try LoneKeys.fresh()
                    #expect(try await miner.rent(key, volume: "/data").status == true)
                    let objects = try await miner.objects()
                    try await disk.fill()
                    let answer = try await miner.giveBack(key)
                    #expect(answer.status == false)
                    #expect(answer.message == "the state file cannot be written")
                    await miner.keeper.reconcile()
                    // Either nothing has been touched, or all of it is gone; never a part.
                    #expect([objects, []].contains(try await miner.objects()))
                    #expect(try miner.written().state.label == "allocated", "the file is the old one, whole")
                    try disk.clear()
                    #expect(try await miner.giveBack(key).status == true)
                    #expect(try await miner.objects().isEmpty)
                    try await miner.rentsAgain("after")
                }
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
