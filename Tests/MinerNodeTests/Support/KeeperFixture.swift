import Foundation
import Keys
import Market
import MinerNode
import TestSupport
import Wire

/// A keeper on fakes, with its ledger in a directory that is gone afterwards.
struct KeeperFixture: Sendable {
    let host: FakeHost
    let clock: FakeClock
    let directory: String
    let keeper: RentalKeeper

    var ledgerPath: String { "\(directory)/data/state.json" }

    /// Runs `body` with a keeper whose ledger says `memory`.
    static func with(
        host: FakeHost = FakeHost(), clock: FakeClock = FakeClock(), memory: MinerMemory? = nil,
        allowedImages: [String] = [], machine: Machine = .roomy, _ body: (KeeperFixture) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-keeper-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try PrivateFile.makeDirectory("\(directory)/data")
        var ledger = try MinerLedger(path: "\(directory)/data/state.json")
        if let memory { try ledger.write(memory) }
        let keeper = RentalKeeper(
            host: host, ledger: ledger,
            settings: .init(sshPort: 4_444, baseImage: "base", allowedImages: allowedImages),
            machine: { machine }, time: { clock.now },
            logger: .silent)
        try await body(KeeperFixture(host: host, clock: clock, directory: directory, keeper: keeper))
    }

    /// The keeper's answer to a renter, whose request came `ago` seconds before.
    func ask(_ request: Allocate, by renter: UInt8 = 1, ago: Double = 0) async throws -> AllocateOutput {
        let caller = Caller(
            hotkey: try Renters.hotkey(renter), priority: 1, signedBody: true, nonce: 1, timeout: 60,
            arrived: clock.now.boot - ago)
        return await keeper.answer(request, from: caller)
    }

    /// What the ledger's file says.
    func written() throws -> MinerMemory { try MinerLedger(path: ledgerPath).memory }

    /// Nothing can be written to the ledger any more: its directory is a file.
    func breakLedger() throws {
        try FileManager.default.removeItem(atPath: "\(directory)/data")
        try Data().write(to: URL(fileURLWithPath: "\(directory)/data"))
    }

    /// The ledger can be written again.
    func mendLedger() throws { try FileManager.default.removeItem(atPath: "\(directory)/data") }
}

extension Machine {
    /// A machine that has what most requests ask for.
    static let roomy = Machine(cpuCount: 8, ramAvailable: 32 << 30, diskFree: 500 << 30, gpus: [])
}

extension RentalRecord {
    /// A rental of renter 1 that ends in a day.
    static func sample(_ pair: Int = 0, renter: UInt8 = 1, clock: FakeClock = FakeClock()) throws -> RentalRecord {
        let key = try Renters.pair(pair)
        return RentalRecord(
            id: key.allocationID, renter: try Renters.hotkey(renter), publicKey: key.publicPEM, testing: false,
            deadline: Deadline(after: 86_400, now: clock.now), changedAt: clock.now.wall)
    }
}
