import Chain
import Foundation
import SharedState
import Store
import Synchronization

/// Works out views of the market: one for everything that can be told from the same sources.
actor MarketViews {
    /// Seconds for which a miner's first proof must have been there before the shared listing shows it.
    static let provenFor: Double = 2.5 * 3_600

    /// What a view is made of.
    private struct Sources: Sendable {
        let snapshot: MarketSnapshot
        let reading: MarketReading?
        let block: UInt64
        let chainReadAt: Date

        func isSame(as other: Sources) -> Bool {
            guard snapshot === other.snapshot, block == other.block, chainReadAt == other.chainReadAt else {
                return false
            }
            switch (reading, other.reading) {
            case (nil, nil): return true
            case (let one?, let two?): return one.isSame(as: two)
            default: return false
            }
        }
    }

    private let market: MarketState?
    private let metagraph: MetagraphCache
    private nonisolated let latest = Mutex<(sources: Sources, view: MarketView)?>(nil)
    /// Specs are parsed once for each reading, however often the store changes.
    private var parsed: (reading: StateReading, miners: SharedMiners)?

    init(market: MarketState?, metagraph: MetagraphCache) {
        self.market = market
        self.metagraph = metagraph
    }

    /// The view of the store's `snapshot` and the shared state's `reading`, which is nil where there is none.
    nonisolated func view(of snapshot: MarketSnapshot, _ reading: MarketReading?) async -> MarketView {
        let chain = metagraph.snapshot
        let sources = Sources(
            snapshot: snapshot, reading: reading, block: chain.metagraph.block, chainReadAt: chain.readAt)
        if let view = known(sources) { return view }
        // A metagraph that was never read says nothing about who is missing in it.
        return await make(sources, chain.isUnread ? nil : chain.metagraph)
    }

    private nonisolated func known(_ sources: Sources) -> MarketView? {
        latest.withLock { latest in
            guard let latest, latest.sources.isSame(as: sources) else { return nil }
            return latest.view
        }
    }

    private func make(_ sources: Sources, _ metagraph: Metagraph?) -> MarketView {
        // Whoever was before us in the queue has made it, mostly.
        if let view = known(sources) { return view }
        let snapshot = sources.snapshot
        var hidden = snapshot.blacklist
        if let market, let reading = sources.reading { hidden.formUnion(market.penalized(in: reading)) }
        let view = MarketView(
            knowsMachines: !snapshot.machines.machines.isEmpty,
            stored: stored(snapshot, sources.reading, hidden: hidden),
            shared: shared(snapshot, sources.reading, hidden: hidden, metagraph))
        latest.withLock { $0 = (sources, view) }
        return view
    }

    /// The store's machines; while nobody has said which miners run, all of them.
    private func stored(
        _ snapshot: MarketSnapshot, _ reading: MarketReading?, hidden: Set<String>
    ) -> MachineTable {
        var running: Set<String>?
        var reserved = snapshot.taken
        if let reading {
            if reading.miners.age != nil { running = Set(reading.miners.runs.compactMap(\.config.hotkey)) }
            reserved.formUnion(MarketState.allocatedByAnyone(in: reading))
        }
        var entries: [MachineTable.Entry] = []
        entries.reserveCapacity(snapshot.machines.machines.count)
        for (index, machine) in snapshot.machines.machines.enumerated() where !hidden.contains(machine.hotkey) {
            guard running?.contains(machine.hotkey) ?? true else { continue }
            entries.append(.init(index: index, isReserved: reserved.contains(machine.hotkey)))
        }
        return MachineTable(entries, of: snapshot.machines)
    }

    private func shared(
        _ snapshot: MarketSnapshot, _ reading: MarketReading?, hidden: Set<String>, _ metagraph: Metagraph?
    ) -> MarketView.Shared? {
        guard let market, let reading, reading.isComplete else { return nil }
        let known = miners(reading.miners)
        let reserved = market.allocated(in: reading).union(snapshot.taken)
        var count = 0
        var machines: [Machine] = []
        var entries: [MachineTable.Entry] = []
        for miner in known.miners where !hidden.contains(miner.hotkey) {
            if let metagraph, metagraph.neuron(of: miner.account) == nil { continue }
            count += 1
            guard let index = miner.machine else { continue }
            machines.append(known.machines.machines[index])
            let proof = snapshot.firstProofs[miner.hotkey]?.timeIntervalSince1970
            entries.append(
                .init(
                    index: index, isReserved: reserved.contains(miner.hotkey),
                    shownFrom: proof.map { ($0 + Self.provenFor).nextUp }))
        }
        return .init(table: MachineTable(entries, of: known.machines), miners: count, machines: machines)
    }

    private func miners(_ reading: StateReading) -> SharedMiners {
        if let parsed, MarketReading.isSame(parsed.reading, reading) { return parsed.miners }
        let miners = SharedMiners(reading.runs)
        parsed = (reading, miners)
        return miners
    }
}
