import Chain
import JSON
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(1))) struct MinerStatusTests {
    @Test("Each miner's status has the word of the Python service")
    func words() async throws {
        // Nobody listens on port 1.
        let settings = Marketplace.Settings(staleAxon: AxonInfo(ip: "127.0.0.1", port: 1, version: 180))
        try await Marketplace.with(miners: 4, settings) { market async throws in
            market.miners[1].change { $0.isBusy = true }
            market.miners[2].change { $0.checkBreaks = true }
            let statuses = await market.desk.statuses(market.hotkeys + ["5Unknown", ""])
            #expect(
                statuses.map(\.rawValue) == [
                    "Miner NO_RESPONSE", "Docker ONLINE", "Unknown", "Docker OFFLINE", "Not Found", "Not Found",
                ])
            #expect(market.desk.version(market.hotkeys[0]) == 180)
            #expect(market.desk.version(market.hotkeys[1]) == 190)
            #expect(market.desk.version("5Unknown") == nil)
        }
    }

    @Test("Hotkeys come as a list or under their name, and count once")
    func hotkeys() throws {
        let list = JSONValue.list(["b", "a", "b"])
        #expect(try MinerStatusRoute.hotkeys(in: list) == ["b", "a"])
        #expect(try MinerStatusRoute.hotkeys(in: ["hotkey_list": list]) == ["b", "a"])
        #expect(try MinerStatusRoute.hotkeys(in: .list([])) == [])
        let many = (0..<256).map { JSONValue.text("\($0)") }
        #expect(try MinerStatusRoute.hotkeys(in: .list(many + many)).count == 256)
    }

    static let bad: [JSONValue?] = [
        nil, [:], ["hotkeys": ["a"]], ["hotkey_list": "a"], "a", 1, ["a", 1], [.null],
        .list((0..<257).map { .text("\($0)") }),
    ]

    @Test("Anything else is a validation error that names the field", arguments: bad)
    func wrong(_ body: JSONValue?) throws {
        let problem = #expect(throws: APIProblem.self) { try MinerStatusRoute.hotkeys(in: body) }
        #expect(problem?.status == 422)
        #expect(problem?.detail[0]?["field"] == "hotkey_list")
    }
}
