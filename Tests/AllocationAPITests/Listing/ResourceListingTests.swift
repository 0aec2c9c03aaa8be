import Foundation
import JSON
import SharedState
import Store
import Testing

@testable import AllocationAPI

/// `/list/resources_sql`, `/list/resources_wandb` and the counts.
@Suite(.timeLimit(.minutes(5))) struct ResourceListingTests {
    private func stored(
        _ routes: ListingRoutes, _ query: String = "", _ body: String = ""
    ) async throws -> JSONValue {
        let parameters = try ListingMarket.parameters(query, body)
        return try await routes.storedResources(parameters).json()
    }

    private func shared(
        _ routes: ListingRoutes, _ query: String = "", _ body: String = ""
    ) async throws -> JSONValue {
        let parameters = try ListingMarket.parameters(query, body)
        return try await routes.sharedResources(parameters).json()
    }

    private static func specs(_ machine: Machine) -> [String: JSONValue] { ["specs": machine.specs] }

    @Test("The store's list has those that run, without penalised ones, and says which are reserved by whomever")
    func sql() async throws {
        let miners = (0..<5).map { _ in ListedNode(.miner) }
        let keys = miners.map(\.hotkey)
        // Its rentals go on while it is away.
        var stopped = ListedNode(.validator, ["allocated_hotkeys": [.text(keys[2])]])
        stopped.state = .crashed
        let nodes =
            miners + [
                ListedNode(.validator, ["penalized_hotkeys": [.text(keys[1])]]),
                ListedNode(.validator, ["penalized_hotkeys": [.text(keys[0])]]), stopped,
            ]
        let records = MarketRecords(
            machines: (keys + ["5Idle"]).map { .made($0) }, blacklist: [keys[3]], taken: [keys[4]])
        try await ListingMarket.with(records, nodes, authorities: [5]) { routes in
            let all = try await stored(routes)
            #expect(all["success"] == true && all["message"] == "List resources successfully")
            #expect(all.hotkeys == [keys[0], keys[2], keys[4]])
            let statuses = all.at("data", "page_items")?.list?.map { $0["allocate_status"] }
            #expect(statuses == ["available", "reserved", "reserved"])
            #expect(all.at("data", "page_items")?[0]?["ram"] == 64)
            #expect(all.at("data", "page_size") == 3 && all.at("data", "next_page_number") == .null)
            let stats = try await stored(routes, "stats=true&page_number=1&page_size=1")
            #expect(stats["data"] == ["stats": ["available": 1, "reserved": 2, "total": 3]])
        }
    }

    @Test(
        "Pages are cut from what the filter lets through",
        arguments: [
            ("page_number=1", 1, 50, 0..<50, 2), ("page_number=3", 3, 50, 100..<120, nil),
            ("page_number=2&page_size=60", 2, 60, 60..<120, nil), ("page_number=9", 9, 50, 0..<0, nil),
            ("", 1, 120, 0..<120, nil), ("page_number=0&page_size=7", 1, 120, 0..<120, nil),
            ("page_number=120&page_size=1", 120, 1, 119..<120, nil),
        ] as [(String, Int64, Int64, Range<Int>, Int64?)])
    func pages(query: String, number: Int64, size: Int64, range: Range<Int>, next: Int64?) async throws {
        let machines = (0..<240).map { Machine.made("5M\($0)", cpu: $0 % 2 == 0 ? 4 : 8) }
        let routes = try await ListingMarket.unread(ListedStore(.init(machines: machines)), market: false)
        let page = try await stored(routes, query, #"{"cpu_count_min":5}"#)
        #expect(page.hotkeys == range.map { "5M\($0 * 2 + 1)" })
        #expect(page.at("data", "page_number") == .integer(number) && page.at("data", "page_size") == .integer(size))
        #expect(page.at("data", "next_page_number") == next.map(JSONValue.integer) ?? .null)
    }

    @Test("Who runs is nobody's guess: without a shared state, or before it was read, all machines are shown")
    func unread() async throws {
        for market in [false, true] {
            let store = ListedStore(.init(machines: [.made("5A"), .made("5B")], taken: ["5B"]))
            let routes = try await ListingMarket.unread(store, market: market)
            #expect(try await stored(routes).hotkeys == ["5A", "5B"])
            await problem(404, "There is no resource available") { _ = try await shared(routes) }
            await problem(403, "An error occurred while counting GPUs.") { _ = try await routes.allGPUs() }
        }
    }

    @Test("No machine at all is 404, a filter that lets none through an empty page, a store that is away 503")
    func none() async throws {
        let store = ListedStore(.init())
        let routes = try await ListingMarket.unread(store, market: false)
        let problem = await problem(404, "There is no resource available") { _ = try await stored(routes) }
        #expect(problem?.detail == "No resources found.")
        await self.problem(422, "Validation Error, Please check the request body.") {
            _ = try await stored(routes, "page_number=-1")
        }
        store.write { $0.machines = [.made("5A")] }
        let empty = try await ListingMarket.unread(store, market: false)
        let page = try await stored(empty, "", #"{"gpu_name":"none"}"#)
        #expect(page["success"] == true && page.at("data", "page_items") == [] && page.at("data", "page_size") == 0)
        store.fail(.busy)
        let away = try await ListingMarket.unread(store, market: false)
        let unavailable = await self.problem(503, "The service is not available, please try again.") {
            _ = try await stored(away)
        }
        #expect(unavailable?.retryAfter != nil)
    }

    @Test("The shared list has those that have proved themselves long enough, are registered, free and not punished")
    func wandb() async throws {
        var nodes = (0..<9).map { ListedNode(.miner, Self.specs(.made("", gpus: $0 + 1))) }
        nodes[5].isRegistered = false
        nodes[6].values = ["specs": ["cpu": ["count": 1]]]
        let keys = nodes.map(\.hotkey)
        nodes.append(
            ListedNode(
                .validator, ["allocated_hotkeys": [.text(keys[3])], "penalized_hotkeys": [.text(keys[4])]]))
        nodes.append(ListedNode(.validator, ["allocated_hotkeys": [.text(keys[0])]]))
        let proven = ListingMarket.now - 2.5 * 3_600
        var records = MarketRecords(blacklist: [keys[7]], taken: [keys[8]])
        for key in keys { records.firstProofs[key] = proven - 1 }
        records.firstProofs[keys[1]] = proven
        records.firstProofs[keys[2]] = nil
        try await ListingMarket.with(records, nodes, authorities: [9]) { routes in
            let all = try await shared(routes)
            #expect(all.hotkeys == [keys[0]])
            #expect(all.at("data", "page_items")?[0]?["ram"] == 128)
            let stats = try await shared(routes, "", #"{"stats":true}"#)
            #expect(stats["data"] == ["stats": ["available": 1, "reserved": 2, "total": 3]])
            // Of every miner that runs, is registered and not punished, proved or not: 1, 2, 3, 4 and 9.
            #expect(try await routes.allGPUs() == 19)
        }
    }

    @Test(
        "Machines are counted by model and processors, or memory rounded up when no processors are asked for",
        arguments: [
            ("model=NVIDIA+h100", 3), ("model=nvidia", 0), ("model=nvidia+h100&cpu_count=8", 2),
            ("model=nvidia+h100&cpu_count=8&ram_size=1", 2), ("model=nvidia+h100&ram_size=65", 1),
            ("model=nvidia+h100&ram_size=65.9", 1), ("model=nvidia+h100&ram_size=64", 1),
            ("model=nvidia+h100&ram_size=1e300", 0), ("model=", 1),
        ])
    func model(query: String, count: Int64) async throws {
        var uneven = Machine.made("", cpu: 16, gpu: "nvidia h100", ramTotal: 64)
        uneven.ramTotal += 1
        let nodes = [
            uneven, .made("", gpu: "nvidia h100", gpus: 8, ramTotal: 64), .made("", gpu: "nvidia h100", ramTotal: 32),
            .made("", gpu: "", megabytes: 0, gpus: 0),
        ].map { ListedNode(.miner, Self.specs($0)) }
        try await ListingMarket.with(.init(), nodes) { routes in
            let parameters = try ListingMarket.parameters(query)
            #expect(try await routes.machines(parameters) == count)
        }
    }

    @Test("A model must be named")
    func modelMissing() async throws {
        let routes = try await ListingMarket.unread(ListedStore(.init()), market: false)
        await problem(422, "Validation Error, Please check the request body.") {
            _ = try await routes.machines(ListingMarket.parameters())
        }
    }

    @Test("A change in the store is in the next list once it was told")
    func told() async throws {
        let store = ListedStore(.init(machines: [.made("5A")]))
        let catalogue = Catalogue(store: store)
        let routes = try await ListingMarket.unread(catalogue)
        #expect(try await stored(routes).at("data", "page_items")?[0]?["allocate_status"] == "available")
        store.write { $0.taken = ["5A"] }
        catalogue.invalidate()
        #expect(try await stored(routes).at("data", "page_items")?[0]?["allocate_status"] == "reserved")
        store.write { $0.blacklist = ["5A"] }
        catalogue.invalidate()
        #expect(try await stored(routes).hotkeys.isEmpty)
    }

    @discardableResult private func problem(
        _ status: Int, _ message: String, sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async -> APIProblem? {
        let problem = await #expect(throws: APIProblem.self, sourceLocation: sourceLocation) { try await body() }
        #expect(problem?.status == status && problem?.message == message, sourceLocation: sourceLocation)
        return problem
    }
}
