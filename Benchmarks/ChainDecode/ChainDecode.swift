import ArgumentParser
import Chain
import Foundation
import JSON
import Keys

/// Decodes recorded neurons through the type registry and on the fast path, and prints how long that takes.
@main
struct ChainDecode: ParsableCommand {
    @Option(help: "The folder with recorded-rpc.json and metadata-v15.hex.") var recorded: String
    @Option var rounds = 30

    func run() throws {
        let files = URL(fileURLWithPath: recorded)
        let file = files.appending(path: "recorded-rpc.json")
        guard FileManager.default.fileExists(atPath: file.path) else {
            print("skipped: there is no recorded chain data in the folder")
            return
        }
        let calls = try JSONValue.parse([UInt8](try Data(contentsOf: file))).list ?? []
        let neurons = try Self.answer(calls, "NeuronInfoRuntimeApi_get_neurons_lite")
        let state = try Self.answer(calls, "SubnetInfoRuntimeApi_get_subnet_state")
        let text = try String(contentsOf: files.appending(path: "metadata-v15.hex"), encoding: .utf8)
        let blob = try Self.bytes(text.trimmingCharacters(in: .whitespacesAndNewlines))
        var reader = ScaleReader(blob)
        guard let raw = try reader.option({ reader throws(ScaleError) in try reader.byteVector() }) else {
            throw Problem.unreadable
        }
        let metadata = try Metadata.decode(raw)
        let type = try metadata.api("NeuronInfoRuntimeApi", "get_neurons_lite").output
        let stateType = try metadata.api("SubnetInfoRuntimeApi", "get_subnet_state").output
        let types = metadata.types
        let count = NeuronLite.fastVector(neurons)?.count ?? 0
        let hex = Hex.encode(neurons)
        print("\(count) neurons, \(hex.utf8.count) hexadecimal digits; ms, median [least-most] of \(rounds)")
        try measure("metadata V15 into types") { _ = try Metadata.decode(raw) }
        try measure("hexadecimal text into bytes") { _ = Hex.decode(hex) }
        try measure("neurons, type registry: values") { _ = try types.decode(type, neurons) }
        try measure("neurons, type registry: neurons") {
            _ = try NeuronLite.vector(try types.decode(type, neurons)).map { Neuron($0, stakes: nil) }
        }
        try measure("neurons, fast path: wire numbers") { _ = NeuronLite.fastVector(neurons) }
        try measure("neurons, fast path: neurons") {
            _ = NeuronLite.fastVector(neurons)?.map { Neuron($0, stakes: nil) }
        }
        try measure("subnet state, type registry: stakes") {
            _ = try SubnetStakes.answer(try types.decode(stateType, state))
        }
        try measure("subnet state, fast path: stakes") { _ = SubnetStakes.fast(state) }
    }

    private enum Problem: Error {
        case unreadable
    }

    private static func bytes(_ text: String?) throws -> [UInt8] {
        guard let text, let bytes = Hex.decode(text) else { throw Problem.unreadable }
        return bytes
    }

    private static func answer(_ calls: [JSONValue], _ method: String) throws -> [UInt8] {
        let call = calls.first { call in
            call["scenario"]?.text == "metagraph" && call["params"]?[0]?.text == method
                && call["params"]?[1]?.text?.hasPrefix("0100") == true
        }
        return try bytes(call?["result"]?.text)
    }

    private func measure(_ name: String, _ work: () throws -> Void) throws {
        for _ in 0..<3 { try work() }
        let clock = ContinuousClock()
        let times = try (0..<rounds).map { _ in
            let took = try clock.measure(work).components
            return Double(took.seconds) * 1e3 + Double(took.attoseconds) / 1e15
        }.sorted()
        let padded = name.padding(toLength: 38, withPad: " ", startingAt: 0)
        print(
            String(
                format: "ours    %@ %8.3f [%.3f-%.3f]", padded, times[times.count / 2], times[0],
                times[times.count - 1]))
    }
}
