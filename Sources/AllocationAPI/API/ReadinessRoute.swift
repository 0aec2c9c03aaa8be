import Chain
import HTTPTypes
import Hummingbird
import JSON
import SharedState
import Store

/// `/readyz`: whether requests can be served, and how old what they are served from is.
///
/// Store and chain decide. The shared state never does: rentals go on without it.
struct ReadinessRoute: Sendable {
    let store: any RentalStore
    let metagraph: MetagraphCache
    let state: StatePart?
    let market: MarketState?

    var endpoints: [Endpoint] {
        let schema = Schema.object([
            "status": Schema.text, "store": Self.part, "chain": Self.part, "shared_state": Self.part,
        ])
        return [
            Endpoint(
                method: .get, path: "/readyz", summary: "Whether requests can be served", group: .service,
                answers: [
                    EndpointAnswer(status: 200, about: "They can.", schema: schema),
                    EndpointAnswer(status: 503, about: "The store or the chain is away.", schema: schema),
                ]
            ) { _ in await answer() }
        ]
    }

    /// One of the things that the service stands on; each has figures of its own.
    private static let part = Schema.object(["status": Schema.text])

    private func answer() async -> Response {
        var isReady = true
        var answer: [String: JSONValue] = [:]
        do {
            answer["store"] = .object(["status": "ok", "rentals": .integer(Int64(try await rentals()))])
        } catch {
            isReady = false
            answer["store"] = .object(["status": .text("\(error)")])
        }
        let isYoung = metagraph.age < RentalDesk.oldestChain
        isReady = isReady && isYoung
        answer["chain"] = .object([
            "status": isYoung ? "ok" : "too old for new rentals", "age_seconds": Self.seconds(metagraph.age),
            "block": .integer(Int64(clamping: metagraph.current.block)),
        ])
        answer["shared_state"] = sharedState
        answer["status"] = isReady ? "ready" : "not ready"
        return JSONAnswer.make(answer, status: isReady ? .ok : .serviceUnavailable)
    }

    private func rentals() async throws(StoreError) -> Int { try await store.rentals(in: [.active]).count }

    private var sharedState: JSONValue {
        guard let state, let market else { return .object(["status": "off"]) }
        let isAway = market.age.map { $0 > .seconds(180) } ?? true
        return .object([
            "status": isAway ? "away: what was read last is used" : state.publisher.isBehind ? "not sent yet" : "ok",
            "read_age_seconds": market.age.map { Self.seconds($0 / .seconds(1)) } ?? .null,
            "sent_age_seconds": state.publisher.age.map { Self.seconds($0 / .seconds(1)) } ?? .null,
            "running_miners": .integer(Int64(market.runningMiners.count)),
            "allocated": .integer(Int64(market.allocated.count)),
            "penalized": .integer(Int64(market.penalized.count)),
        ])
    }

    /// Seconds, to a tenth.
    private static func seconds(_ value: Double) -> JSONValue {
        value.isFinite ? .number((value * 10).rounded() / 10) : .null
    }
}
