import Chain
import Foundation
import HTTPTypes
import Hummingbird
import JSON
import Keys
import NIOCore
import SharedState
import Store
import Synchronization
import TestSupport

@testable import AllocationAPI

/// A node of the network whose run the shared state has.
struct ListedNode: Sendable {
    let keypair = Keypair.generate()
    let role: RunRole
    var hotkey: String { keypair.account.ss58 }
    /// What its run says beside the usual.
    var values: [String: JSONValue]
    var isRegistered = true
    var state = RunState.running

    init(_ role: RunRole, _ values: [String: JSONValue] = [:]) {
        self.role = role
        self.values = values
    }

    /// Its run, signed by it, the `place`th that was made.
    func run(_ place: Int) -> Run {
        let id = "run\(place)"
        var config = RunConfig([
            "hotkey": .text(hotkey), "role": .text(role.rawValue),
            "config": ["netuid": 27, "place": .integer(Int64(place))],
            "signature": .text(RunSignature.sign(runID: id, by: keypair)), "_wandb": ["t": [:]],
        ])
        for (key, value) in values { config[key] = value }
        return Run(
            id: id, storageID: id, displayName: role.displayName(of: hotkey), state: state, config: config,
            createdAt: "2026-01-01T00:00:0\(place)Z")
    }
}

/// The listing endpoints over a store and a shared state that stand still.
enum ListingMarket {
    /// The time of every request.
    static let now = Date(timeIntervalSince1970: 1_800_000_000)

    /// Runs `body` with the endpoints; the shared state has been read when it starts.
    /// - Parameter authorities: Those of the nodes, by place, whose penalties count and whose rentals are believed.
    static func with(
        _ records: MarketRecords, _ nodes: [ListedNode], authorities: [Int] = [],
        _ body: @escaping @Sendable (ListingRoutes) async throws -> Void
    ) async throws {
        let project = MemoryProject()
        for (place, node) in nodes.enumerated() { project.place(node.run(place)) }
        let board = StateBoard(project: project, netuid: 27, interval: .seconds(3_600), logger: .silent)
        let trusted = Set(authorities.map { nodes[$0].hotkey })
        let metagraph = try await metagraph(nodes.filter(\.isRegistered).map(\.keypair.account))
        let market = MarketState(board: board, metagraph: metagraph, authorities: trusted, publishers: trusted)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await board.run() }
            try await body(
                ListingRoutes(
                    catalogue: Catalogue(store: ListedStore(records)), market: market, metagraph: metagraph,
                    patience: .seconds(30), now: { now }))
            group.cancelAll()
        }
    }

    /// The endpoints where nobody reads the shared state; with `market` false there is none.
    static func unread(_ store: ListedStore, market isThere: Bool) async throws -> ListingRoutes {
        let metagraph = try await metagraph([])
        let board = StateBoard(project: MemoryProject(), netuid: 27, logger: .silent)
        let market = MarketState(board: board, metagraph: metagraph, authorities: [])
        return ListingRoutes(
            catalogue: Catalogue(store: store), market: isThere ? market : nil, metagraph: metagraph,
            patience: .zero, now: { now })
    }

    /// The endpoints without a shared state over a catalogue of the test's.
    static func unread(_ catalogue: Catalogue) async throws -> ListingRoutes {
        ListingRoutes(catalogue: catalogue, market: nil, metagraph: try await metagraph([]), now: { now })
    }

    private static func metagraph(_ accounts: [AccountID]) async throws -> MetagraphCache {
        try await MetagraphCache(
            subtensor: StillChain(accounts: accounts), netuid: 27, interval: .seconds(600), logger: .silent)
    }

    /// The parameters of a request with this query and this body.
    static func parameters(_ query: String = "", _ body: String = "") throws -> AllocationAPI.Parameters {
        try AllocationAPI.Parameters(query: query, bytes: Array(body.utf8))
    }
}

/// A chain on which nothing happens.
private struct StillChain: Subtensor {
    let accounts: [AccountID]

    func block() async throws(SubtensorError) -> UInt64 { 1 }

    func metagraph(netuid: UInt16) async throws(SubtensorError) -> Metagraph {
        let neurons = accounts.enumerated().map { place, account in
            Neuron(uid: UInt16(place), hotkey: account, coldkey: account, stake: 0)
        }
        return Metagraph(netuid: netuid, block: 1, neurons: neurons)
    }
}

extension Response {
    /// The body as a JSON parser that is not ours reads it.
    func json() async throws -> JSONValue {
        let collected = Collected()
        try await body.write(collected)
        return try JSONDecoder().decode(JSONValue.self, from: Data(collected.bytes.withLock { $0 }))
    }

    private final class Collected: ResponseBodyWriter {
        let bytes = Mutex<[UInt8]>([])

        func write(_ buffer: ByteBuffer) async throws { bytes.withLock { $0 += Array(buffer.readableBytesView) } }
        func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}

extension JSONValue {
    /// The member at the end of a path of members.
    func at(_ names: String...) -> JSONValue? { names.reduce(self) { value, name in value?[name] } }

    /// The hotkeys of a page of machines, in its order.
    var hotkeys: [String] { (at("data", "page_items")?.list ?? []).compactMap { $0["hotkey"]?.text } }
}
