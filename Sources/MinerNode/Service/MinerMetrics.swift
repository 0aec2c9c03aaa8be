import Chain
import CoreMetrics
import Monitoring
import SharedState
import Wire

/// What a miner tells Prometheus beside its axon's figures.
struct MinerMetrics: Sendable {
    private let steps: [ProvisionStep: CoreMetrics.Timer]
    private let outcomes: [Bool: Counter]

    init(_ factory: any MetricsFactory) {
        steps = Dictionary(
            uniqueKeysWithValues: ProvisionStep.allCases.map { step in
                (
                    step,
                    CoreMetrics.Timer(
                        label: "miner_provision_step_seconds", dimensions: [("step", step.rawValue)], factory: factory)
                )
            })
        outcomes = Dictionary(
            uniqueKeysWithValues: [true, false].map { done in
                (
                    done,
                    Counter(
                        label: "miner_provisionings_total", dimensions: [("outcome", done ? "allocated" : "failed")],
                        factory: factory)
                )
            })
    }

    /// `step` became true, so long after the one before it.
    func reached(_ step: ProvisionStep, after duration: Duration) {
        let parts = duration.components
        steps[step]?.recordNanoseconds(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
    }

    /// A provisioning ended.
    func provisioned(_ done: Bool) { outcomes[done]?.increment() }

    /// The registry asks for these at each scrape.
    static func watch(
        _ registry: MetricsRegistry, keeper: RentalKeeper, metagraph: MetagraphCache, state: RunPublisher?, gpus: Int
    ) {
        for (name, help) in AxonMetrics.help { registry.describe(name, help) }
        registry.describe("miner_provision_step_seconds", "Time in each step of a provisioning.")
        registry.describe("miner_provisionings_total", "Provisionings that ended, by outcome.")
        registry.describe("state_sends_total", "Requests for this node's own run, by outcome.")
        registry.describe("state_rows_dropped_total", "Rows of history that were not sent: too many waited.")
        registry.describe("miner_outdated_callers_total", "Requests of validators whose program is old.")
        registry.onScrape("miner_state", "1 for what the miner is doing, 0 for all else.") {
            let label = await keeper.state.label
            return MinerState.labels.map { Reading($0 == label ? 1 : 0, labels: [("state", $0)]) }
        }
        registry.onScrape("miner_container_state", "1 for the state of the rented container; none while free.") {
            guard let state = await keeper.containerState else { return [] }
            return [Reading(1, labels: [("state", state.label)])]
        }
        registry.onScrape("miner_rental_seconds_left", "Seconds until the rental ends; none while free.") {
            guard let left = await keeper.secondsLeft else { return [] }
            return [Reading(left)]
        }
        registry.onScrape("miner_gpus", "GPUs found at the start.") { [Reading(Double(gpus))] }
        registry.onScrape(
            "state_age_seconds", "Seconds since the shared state last took something; none where it never did."
        ) {
            guard let age = state?.age else { return [] }
            return [Reading(age / .seconds(1))]
        }
        registry.onScrape("chain_age_seconds", "Seconds since the chain was last read.") { [Reading(metagraph.age)] }
        registry.onScrape("chain_block", "The block of the last good metagraph.") {
            [Reading(Double(metagraph.current.block))]
        }
    }
}
