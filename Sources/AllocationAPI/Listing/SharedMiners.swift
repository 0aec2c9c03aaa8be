import JSON
import Keys
import SharedState
import Store

/// The miners that run, as they describe themselves, made ready for listing.
struct SharedMiners: Sendable {
    struct Miner: Sendable {
        let hotkey: String
        let account: AccountID
        /// Its place among ``machines``; nil when its specs are not usable.
        let machine: Int?
    }

    let miners: [Miner]
    let machines: EncodedMachines

    init(_ runs: [Run]) {
        var miners: [Miner] = []
        var machines: [Machine] = []
        for run in runs {
            guard let hotkey = run.config.hotkey, let account = try? AccountID(ss58: hotkey),
                run.config.values["config"]?.object?.isEmpty == false
            else { continue }
            let machine = run.config.specs.flatMap { Machine(hotkey: hotkey, specs: $0) }
            miners.append(Miner(hotkey: hotkey, account: account, machine: machine.map { _ in machines.count }))
            if let machine { machines.append(machine) }
        }
        self.miners = miners
        self.machines = EncodedMachines(machines, memory: .total)
    }
}
