import Store

/// What all listings show, worked out once for all requests until something changes.
final class MarketView: Sendable {
    /// Whether the store knows any machine.
    let knowsMachines: Bool
    /// `/list/resources_sql`.
    let stored: MachineTable
    /// What follows from the shared state; nil while it has not been read.
    let shared: Shared?

    struct Shared: Sendable {
        /// `/list/resources_wandb`.
        let table: MachineTable
        /// Miners that run, are in the metagraph, have a config and are not penalised.
        let miners: Int
        /// The machines of those whose specs are usable.
        let machines: [Machine]
    }

    init(knowsMachines: Bool, stored: MachineTable, shared: Shared?) {
        self.knowsMachines = knowsMachines
        self.stored = stored
        self.shared = shared
    }
}
