import Foundation
import Testing

/// Scripts that were written without our hub in mind, against our hub: what drives the real client through all that the
/// reference program uses, and the smallest client without the SDK.
///
/// They are no part of the repository (``WandbScript``); without them the suite is skipped.
@Suite(
    "Foreign scripts at our hub", .serialized,
    .enabled(if: WandbScript.driver != nil, "needs shared/interop/wandb beside the checkout, or NI_INTEROP"),
    .enabled(if: !PeerEnvironment.wandbs.isEmpty, "needs NI_TEST_VENV_WANDB19 or NI_TEST_VENV_WANDBNEW"))
struct WandbDriverTests {
    struct Said: Decodable, Sendable {
        var line: String?
        var code: Int?
    }

    /// What `script` says at a new hub; it must end well.
    static func lines(_ script: String?, _ sdk: PeerEnvironment.SDK) async throws -> [String] {
        let script = try #require(script)
        let said = try await HubUnderTest.run { hub in
            try await PythonPeer.answers(
                sdk.python, "wandb_driver.py", [hub.url, "--script", script], as: Said.self)
        }
        let lines = said.compactMap(\.line)
        #expect(said.last?.code == 0, "wandb \(sdk.name): \(lines.suffix(5))")
        return lines
    }

    @Test("The driver of the real client passes", arguments: PeerEnvironment.wandbs)
    func driver(_ sdk: PeerEnvironment.SDK) async throws {
        let lines = try await Self.lines(WandbScript.driver, sdk)
        /// What stands behind the line that announces `step`.
        func after(_ step: String) -> [String] {
            guard let start = lines.firstIndex(where: { $0.hasPrefix("--- ") && $0.hasSuffix(step) }) else { return [] }
            return Array(lines[(start + 1)...].prefix { !$0.hasPrefix("--- ") })
        }
        let hotkey = "5GmvyePN9aYErXBBhBnxZKGoGk4LKZApE4NkaSzW62CYCYNA"
        #expect(lines.first == "wandb \(sdk.name)")
        #expect(after("api.project") == ["opencompute neuralinternet"])
        #expect(after("api.runs (empty)") == ["len 0 bool False"])
        let id = try #require(after("init name=").first?.split(separator: " ").dropFirst().first)
        #expect(after("init name=") == ["id \(id) name miner-\(hotkey)"])
        #expect(after("init id= resume=allow") == ["resumed True \(id) miner-\(hotkey)"])
        let found = after("api.runs while running")
        #expect(found.count == 5)
        // 0.19.0 keeps a config for 40 s before it sends it.
        let config = sdk.python == PeerEnvironment.wandbNew
        let expected = config ? [1, 1, 1, 0, 1] : [0, 0, 0, 0, 0]
        #expect(found.map { $0.split(separator: " ").last.flatMap { Int($0) } } == expected, "\(found)")
        let one = try #require(after("api.run(path)").first)
        #expect(one.hasPrefix("\(id) miner-\(hotkey) running "))
        // The driver shows the first 200 characters of the config, whose members come in any order.
        #expect(one.hasSuffix(" {}") == !config, "\(one)")
        let finished = after("api.runs after finish")
        #expect(finished.count == 1)
        #expect(finished.first?.hasPrefix("\(id) finished {") == true)
        for part in ["'dummy_metric': 0", "'score': 1.25", "'is_port_open': True", "'5Other'"] {
            #expect(finished.first?.contains(part) == true, "\(part)")
        }
        let all = (0..<7).map { "'run000\($0)'" }
        #expect(
            after("paging") == [
                "[\(all.joined(separator: ", "))] 7", "4 [\(all[3...].reversed().joined(separator: ", "))]",
            ])
        #expect(after("delete") == ["5"])
        #expect(after("missing run").first?.hasPrefix("CommError Could not find run") == true)
        #expect(after("missing project") == ["ValueError Could not find project nope"])
        #expect(lines.last?.hasSuffix(" done") == true)
    }

    @Test("The smallest client without the SDK passes")
    func bareClient() async throws {
        let sdk = try #require(PeerEnvironment.wandbs.first)
        let lines = try await Self.lines(WandbScript.bareClient, sdk)
        let answers = lines.map { $0.split(separator: " ", maxSplits: 1).first.map(String.init) ?? "" }
        #expect(answers == ["resume", "created", "heartbeat", "history", "query", "finish", "query"])
        #expect(lines.dropFirst().first?.hasPrefix("created True ") == true)
        #expect(lines.contains { $0.hasPrefix("query [('raw00001', 'running', {") && $0.contains("'netuid': 27") })
        #expect(lines.last == "query [('raw00001', 'finished')]")
    }
}
