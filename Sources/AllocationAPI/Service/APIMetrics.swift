import Chain
import Monitoring
import SharedState
import Store

/// What an API tells Prometheus.
enum APIMetrics {
    /// The registry asks for these at each scrape.
    static func watch(
        _ registry: MetricsRegistry, store: any RentalStore, metagraph: MetagraphCache, state: StatePart?,
        market: MarketState?
    ) {
        registry.describe("state_runs_ignored_total", "Runs of others that did not count, by reason.")
        registry.describe("state_sends_total", "Requests for this node's own run, by outcome.")
        registry.describe("state_rows_dropped_total", "Rows of history that were not sent: too many waited.")
        registry.describe("state_reads_total", "Lists of runs that were asked for, by outcome.")
        for help in [RequestMetrics.help, WebhookMetrics.help, HealthMetrics.help] {
            for (name, text) in help { registry.describe(name, text) }
        }
        registry.onScrape("api_rentals", "Rentals in the store, by state; none while it is away.") {
            guard let rentals = try? await store.rentals(in: Set(RentalState.allCases)) else { return [] }
            let counts = Dictionary(grouping: rentals, by: \.state).mapValues(\.count)
            return RentalState.allCases.map { state in
                Reading(Double(counts[state] ?? 0), labels: [("state", state.rawValue)])
            }
        }
        registry.onScrape("chain_age_seconds", "Seconds since the chain was last read; none where it never was.") {
            metagraph.snapshot.isUnread ? [] : [Reading(metagraph.age)]
        }
        registry.onScrape("chain_block", "The block of the last good metagraph.") {
            [Reading(Double(metagraph.current.block))]
        }
        registry.onScrape(
            "state_age_seconds", "Seconds since the shared state last took something; none where it never did."
        ) {
            state?.publisher.age.map { [Reading($0 / .seconds(1))] } ?? []
        }
        registry.onScrape(
            "state_read_age_seconds", "Seconds since the shared state was last read; none where it never was."
        ) {
            market?.age.map { [Reading($0 / .seconds(1))] } ?? []
        }
    }
}
