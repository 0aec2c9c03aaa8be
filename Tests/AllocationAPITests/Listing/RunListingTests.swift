import HTTPTypes
import JSON
import SharedState
import Store
import Testing

@testable import AllocationAPI

/// The lists of what nodes tell of themselves.
@Suite(.timeLimit(.minutes(5))) struct RunListingTests {
    private static let machine = Machine.made("").specs

    /// Miners that are free, rented, and without specs; validators that rent, rent nothing, and have ended.
    private static let nodes: [ListedNode] = {
        var ended = ListedNode(.validator, ["allocated_hotkeys": ["5Past"]])
        ended.state = .finished
        return [
            ListedNode(.miner, ["specs": machine, "allocated": .null]),
            ListedNode(.validator, ["allocated_hotkeys": ["5A", "5B"], "secret": "canary"]),
            ListedNode(.miner, ["specs": machine, "allocated": "5Validator1"]),
            ListedNode(.miner),
            ListedNode(.validator, ["allocated_hotkeys": ["5B", "5C"]]),
            ListedNode(.validator, ["allocated_hotkeys": []]),
            ended,
        ]
    }()

    private func config(_ place: Int64) -> JSONValue { ["netuid": 27, "place": .integer(place)] }

    @Test("All runs, oldest first, with their place, the settings and nothing else of their config")
    func allRuns() async throws {
        let nodes = Self.nodes
        try await ListingMarket.with(.init(), nodes) { routes in
            let all = try await routes.listRuns(ListingMarket.parameters()).json()
            #expect(all["message"] == "List run resources successfully.")
            let items = try #require(all.at("data", "page_items")?.list)
            #expect(items.count == 6 && all.at("data", "page_size") == 6)
            #expect(
                items.first == [
                    "1": [
                        "id": "run0", "name": .text("miner-\(nodes[0].hotkey)"), "description": "",
                        "configs": config(0), "state": "running", "start_at": "2026-01-01T00:00:00Z",
                    ]
                ])
            #expect(items[1]["2"]?["configs"] == config(1))
            #expect(!all.serializedText.contains("canary"))
            let page = try await routes.listRuns(ListingMarket.parameters("page_number=2&page_size=4")).json()
            #expect(page.at("data", "page_items")?.list?.compactMap { $0.object?.keys.first } == ["5", "6"])
            #expect(page.at("data", "page_number") == 2 && page.at("data", "next_page_number") == .null)
            let one = try await routes.listRuns(ListingMarket.parameters("hotkey=\(nodes[3].hotkey)")).json()
            #expect(one.at("data", "page_items")?.list?.count == 1)
            #expect(one.at("data", "page_items")?[0]?["1"]?["id"] == "run3")
            let none = try await routes.listRuns(ListingMarket.parameters("hotkey=5Nobody")).json()
            #expect(none == ["success": true, "message": "No runs available", "data": [:]])
        }
    }

    @Test("Specs of the miners that have some")
    func specs() async throws {
        let nodes = Self.nodes
        try await ListingMarket.with(.init(), nodes) { routes in
            let all = try await routes.listSpecs(ListingMarket.parameters("page_number=1&page_size=1")).json()
            #expect(all["message"] == "List specs successfully" && all.at("data", "next_page_number") == 2)
            #expect(
                all.at("data", "page_items") == [
                    [
                        "1": [
                            "hotkey": .text(nodes[0].hotkey), "configs": config(0), "specs": Self.machine,
                            "state": "running",
                        ]
                    ]
                ])
            let none = try await routes.listSpecs(ListingMarket.parameters("hotkey=\(nodes[3].hotkey)")).json()
            #expect(none == ["success": true, "message": "No specs available", "data": [:]])
        }
    }

    @Test("A run by its name")
    func byName() async throws {
        let nodes = Self.nodes
        try await ListingMarket.with(.init(), nodes) { routes in
            let name = "validator-\(nodes[1].hotkey)"
            let found = try await routes.runsByName(ListingMarket.parameters("run_name=\(name)")).json()
            #expect(found["message"] == "List run by name")
            #expect(
                found["data"] == [
                    "1": ["id": "run1", "name": .text(name), "description": "", "config": config(1)]
                ])
            let none = try await routes.runsByName(ListingMarket.parameters("run_name=validator-5Nobody")).json()
            #expect(none == ["success": true, "message": "No run available", "data": [:]])
            let problem = await #expect(throws: APIProblem.self) {
                try await routes.runsByName(ListingMarket.parameters())
            }
            #expect(problem?.detail[0]?["field"] == "run_name")
        }
    }

    @Test("Free miners, and rented ones")
    func available() async throws {
        let nodes = Self.nodes
        try await ListingMarket.with(.init(), nodes) { routes in
            let free = try await routes.listAvailable(ListingMarket.parameters()).json()
            #expect(free["message"] == "List available miners")
            #expect(
                free.at("data", "page_items") == [
                    ["1": ["hotkey": .text(nodes[0].hotkey), "details": Self.machine]],
                    ["2": ["hotkey": .text(nodes[3].hotkey), "details": .null]],
                ])
            let rented = try await routes.listAvailable(ListingMarket.parameters("rent_status=true")).json()
            #expect(rented["message"] == "List rented miners")
            #expect(
                rented.at("data", "page_items") == [
                    ["1": ["hotkey": .text(nodes[2].hotkey), "details": Self.machine]]
                ])
        }
        try await ListingMarket.with(.init(), [nodes[0]]) { routes in
            let none = try await routes.listAvailable(ListingMarket.parameters("rent_status=1")).json()
            #expect(none == ["success": true, "message": "No available miner", "data": [:]])
        }
    }

    @Test("Rented hotkeys of all validators that run, each once; none is 404 with an empty member data")
    func allocated() async throws {
        let nodes = Self.nodes
        try await ListingMarket.with(.init(), nodes) { routes in
            let rented = try await routes.listAllocatedHotkeys().json()
            #expect(rented == ["success": true, "message": "List allocated hotkeys", "data": ["5A", "5B", "5C"]])
        }
        try await ListingMarket.with(.init(), [nodes[0], nodes[5]]) { routes in
            let problem = await #expect(throws: APIProblem.self) { try await routes.listAllocatedHotkeys() }
            #expect(problem?.status == 404)
            let body = try await problem?.response.json()
            #expect(body?["message"] == "No validator with allocated info in the project opencompute.")
            #expect(body?["data"] == [:] && body?["success"] == false)
        }
    }

    @Test("Before the shared state was read, and without one, each says that it could not be read")
    func unread() async throws {
        for market in [false, true] {
            let routes = try await ListingMarket.unread(ListedStore(.init()), market: market)
            let none = try ListingMarket.parameters("run_name=x")
            let calls: [(String, () async throws -> Void)] = [
                ("Error occurred while getting runs from wandb", { _ = try await routes.listRuns(none) }),
                ("Error occurred while getting specs from wandb", { _ = try await routes.listSpecs(none) }),
                ("Error occurred while run from wandb", { _ = try await routes.runsByName(none) }),
                (
                    "Error occurred while fetching available miner from wandb",
                    { _ = try await routes.listAvailable(none) }
                ),
                (
                    "Error occurred while fetching allocated hotkey from wandb",
                    { _ = try await routes.listAllocatedHotkeys() }
                ),
            ]
            for (message, call) in calls {
                let problem = await #expect(throws: APIProblem.self) { try await call() }
                #expect(problem?.status == 404 && problem?.message == message)
            }
        }
    }

    @Test("Every endpoint is there once, and its schemas refer to what there is")
    func endpoints() async throws {
        let endpoints = try await ListingMarket.unread(ListedStore(.init()), market: false).endpoints
        #expect(Set(endpoints.map(\.path)).count == 9 && endpoints.count == 9)
        #expect(endpoints.allSatisfy { $0.method == .post && $0.group == .listing })
        let schemas = endpoints.flatMap { $0.answers.map(\.schema) + [$0.body?.schema].compactMap { $0 } }
        let names = schemas.flatMap(references)
        #expect(Set(names).subtracting(["Problem"]) == Set(ResourceSchemas.components.keys))
    }

    /// The components that a schema names.
    private func references(_ schema: JSONValue) -> [String] {
        switch schema {
        case .object(let members):
            members.flatMap { name, value in
                name == "$ref"
                    ? [value.text?.split(separator: "/").last.map(String.init) ?? ""] : references(value)
            }
        case .list(let list): list.flatMap(references)
        default: []
        }
    }
}
