import Foundation
import TestSupport
import Testing

/// The real W&B client against our hub: 0.19.0, which the reference program has, and 0.31.0.
///
/// A version that is not there (NI_TEST_VENV_WANDB19 and NI_TEST_VENV_WANDBNEW, which `make test` sets) is left out, and
/// without any the suite is skipped: they take minutes to install.
@Suite(
    "The W&B client of Python at our hub", .serialized,
    .enabled(if: !PeerEnvironment.wandbs.isEmpty, "needs NI_TEST_VENV_WANDB19 or NI_TEST_VENV_WANDBNEW"))
struct WandbClientTests {
    /// Lets `script` of every version ask `hub`, each in a project that is called after it.
    static func ask(_ script: String, _ hub: HubUnderTest, key: String = HubUnderTest.key) async throws {
        try await withEveryWandb { sdk in
            let arguments = [hub.url, "--key", key, "--project", project(script, sdk)]
            let checks = try await PythonPeer.answers(
                sdk.python, "wandb_\(script).py", arguments, as: WandbCheck.self)
            WandbCheck.expect(checks, of: sdk)
        }
    }

    @Test("A run is begun, changed, finished, resumed with all it had, renamed and deleted")
    func life() async throws {
        try await HubUnderTest.run { try await Self.ask("life", $0) }
    }

    @Test("Every filter of the reference program finds whom it finds at W&B")
    func filters() async throws {
        try await HubUnderTest.run(prefix: "/wandb") { try await Self.ask("filters", $0) }
    }

    @Test("300 runs are read page by page, while some are deleted; kept in a file")
    func paging() async throws {
        let directory = try TemporaryDirectory()
        try await HubUnderTest.run(path: directory.path + "/hub.sqlite") { try await Self.ask("paging", $0) }
    }

    @Test("NaN, infinities and other odd values pass")
    func numbers() async throws {
        try await HubUnderTest.run { try await Self.ask("numbers", $0) }
    }

    @Test("A wrong key has nothing")
    func wrongKey() async throws {
        let wrong = String(repeating: "0123456789", count: 4)
        try await HubUnderTest.run { try await Self.ask("denied", $0, key: wrong) }
    }

    @Test("An end is finished, an error is failed, and who is killed has crashed")
    func ends() async throws {
        try await HubUnderTest.run { hub in
            // Time may pass when both versions have killed their process.
            let killed = Countdown(PeerEnvironment.wandbs.count)
            try await withEveryWandb { sdk in
                let arguments = [hub.url, "--project", project("ends", sdk)]
                let checks = try await PythonPeer.run(sdk.python, "wandb_ends.py", arguments) { peer in
                    var checks: [WandbCheck] = []
                    while checks.last?.check != WandbCheck.last {
                        checks.append(try await peer.next())
                        if checks.last?.check == "killed" {
                            await killed.reach { hub.clock.pass(.seconds(200)) }
                            peer.send("")
                        }
                    }
                    return checks
                }
                WandbCheck.expect(checks, of: sdk)
            }
        }
    }

    @Test("A hub that was away and is back has every row once, and the last value", arguments: PeerEnvironment.wandbs)
    func away(_ sdk: PeerEnvironment.SDK) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/hub.sqlite"
        let port = try await HubUnderTest.run { $0.port }
        let checks = try await PythonPeer.run(sdk.python, "wandb_away.py", ["http://127.0.0.1:\(port)"]) { peer in
            peer.send("")
            var checks = [
                try await HubUnderTest.run(port: port, path: path) { _ in try await peer.next(as: WandbCheck.self) }
            ]
            peer.send("")
            checks.append(try await peer.next())
            return try await HubUnderTest.run(port: port, path: path) { _ in
                peer.send("")
                while checks.last?.check != WandbCheck.last { checks.append(try await peer.next()) }
                return checks
            }
        }
        WandbCheck.expect(checks, of: sdk)
    }
}

/// Lets the last of some go first, then all.
private actor Countdown {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { missing = count }

    /// Returns when all have come; the last one runs `action`.
    func reach(_ action: () -> Void) async {
        missing -= 1
        guard missing == 0 else { return await withCheckedContinuation { waiting.append($0) } }
        action()
        for one in waiting { one.resume() }
        waiting = []
    }
}
