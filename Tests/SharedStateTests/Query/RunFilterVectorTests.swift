import JSON
import SharedState
import Testing

/// A filter of the Python program, and which runs a server is to answer with.
struct FilterVector: Sendable, CustomTestStringConvertible {
    let name: String
    let filter: JSONValue
    let matches: [String]

    var testDescription: String { name }

    static let all: [FilterVector] = (RunVectors.read("hub-filter-vectors.json")["cases"]?.list ?? []).map {
        FilterVector(
            name: $0["used_by"]?.text ?? "", filter: $0["filters"] ?? .null,
            matches: ($0["matches"]?.list ?? []).compactMap(\.text))
    }

    static let runs: [Run] = (RunVectors.read("hub-filter-vectors.json")["seed"]?.list ?? []).map {
        Run(
            id: $0["name"]?.text ?? "", storageID: "", displayName: $0["displayName"]?.text ?? "",
            state: RunState(rawValue: $0["state"]?.text ?? ""), config: RunConfig(wire: $0["config"] ?? .null))
    }

    /// Every filter that was seen between a real client and a server.
    static let texts: [String] = (RunVectors.read("019-filters-on-the-wire.json").list ?? []).compactMap {
        $0["filters"]?.text
    }
}

@Suite("Filters of the Python program")
struct RunFilterVectorTests {
    @Test("Each finds the runs that it is to find", arguments: FilterVector.all)
    func matches(_ vector: FilterVector) throws {
        let filter = try RunFilter(vector.filter)
        #expect(FilterVector.runs.filter { filter.matches($0) }.map(\.id) == vector.matches)
    }

    @Test("Each is written as it was read", arguments: FilterVector.all)
    func written(_ vector: FilterVector) throws {
        #expect(try RunFilter(vector.filter).json == vector.filter)
    }

    @Test("Each text that was seen on the wire says the same when it is written", arguments: FilterVector.texts)
    func texts(_ text: String) throws {
        let filter = try RunFilter(text: text)
        #expect(filter.json == (try JSONValue.parse(text)))
        #expect(try RunFilter(text: filter.text) == filter)
    }

    @Test("All vectors are there")
    func count() {
        #expect(FilterVector.all.count == 12)
        #expect(FilterVector.runs.count == 13)
        #expect(FilterVector.texts.count > 20)
    }

    @Test("Ours are the Python program's")
    func usual() throws {
        let asked = FilterVector.all.first { $0.name.hasPrefix("get_miner_specs") }
        #expect(RunFilter.running(.miner, netuid: 27).json == asked?.filter)
        let node = RunFilter.ofNode(role: .miner, hotkey: "m-fin", netuid: 27)
        #expect(FilterVector.runs.filter { node.matches($0) }.map(\.id) == ["m-fin"])
        let anywhere = RunFilter.ofNode(role: .miner, hotkey: "m-net15")
        #expect(FilterVector.runs.filter { anywhere.matches($0) }.map(\.id) == ["m-net15"])
        #expect(!FilterVector.runs.contains { RunFilter.ofNode(role: .validator, hotkey: "m-fin").matches($0) })
    }
}
