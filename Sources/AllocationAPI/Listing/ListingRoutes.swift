import Chain
import Foundation
import JSON
import SharedState
import Store

/// The endpoints that list machines and the runs of the shared state.
struct ListingRoutes: Sendable {
    // The paths, as clients of the Python service know them.
    static let resourcesSQL = "/list/resources_sql"
    static let resourcesWandb = "/list/resources_wandb"
    static let countAllGPUs = "/list/count_all_gpus"
    static let countByModel = "/list/count_all_by_model"
    static let allRuns = "/list/all_runs"
    static let specs = "/list/specs"
    static let runByName = "/list/run_by_name"
    static let available = "/list/available"
    static let allocatedHotkeys = "/list/allocated_hotkeys"

    /// How long the first request after the start waits for the shared state.
    static let patience = Duration.seconds(5)

    private let catalogue: Catalogue
    private let views: MarketViews
    private let readings: FirstReading?
    let now: @Sendable () -> Date

    /// - Parameters:
    ///   - market: What the shared state tells; nil where there is none: then every machine of the store runs.
    ///   - patience: How long the first request may wait for the shared state.
    init(
        catalogue: Catalogue, market: MarketState?, metagraph: MetagraphCache, patience: Duration = patience,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.catalogue = catalogue
        self.now = now
        views = MarketViews(market: market, metagraph: metagraph)
        readings = market.map { FirstReading($0, limit: patience) }
    }

    var endpoints: [Endpoint] { resourceEndpoints + countEndpoints + runEndpoints }

    /// The market as it is now.
    /// - Throws: ``APIProblem`` 503 while the store is away.
    func view() async throws -> MarketView {
        let snapshot: MarketSnapshot
        do {
            snapshot = try await catalogue.current()
        } catch {
            throw APIProblem.unavailable("\(error)")
        }
        return await views.view(of: snapshot, readings?.current())
    }

    /// The runs of the nodes of `roles` that run, oldest first.
    /// - Throws: ``APIProblem`` 404 with `message` when they were never read.
    func runs(of roles: [RunRole], orElse message: String) async throws -> [Run] {
        guard let reading = await readings?.current() else { throw Self.notRead(404, message, "there is none") }
        let wanted = roles.map { $0 == .miner ? reading.miners : reading.validators }
        guard wanted.allSatisfy({ $0.age != nil }) else { throw Self.notRead(404, message, "it has not been read") }
        // Servers write times so that they sort as text.
        return wanted.flatMap(\.runs).filter { $0.state == .running }
            .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    /// What a client wants to see of the shared state is not known.
    static func notRead(_ status: Int, _ message: String, _ reason: String) -> APIProblem {
        APIProblem(status: status, message: message, detail: .text("The shared state: \(reason)."))
    }
}
