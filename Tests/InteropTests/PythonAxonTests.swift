import AsyncHTTPClient
import Keys
import Market
import Testing
import Wire

/// Our dendrite asks the Axon of bittensor 9.0.0.
///
/// Skipped without that SDK (NI_TEST_VENV_BT9, which `make test` sets): it takes minutes to install.
@Suite("Our dendrite, Python's axon", .enabled(if: PeerEnvironment.bt9 != nil, "needs NI_TEST_VENV_BT9"))
struct PythonAxonTests {
    struct Ready: Decodable, Sendable {
        let port: Int
        let hotkey: String
    }

    let alice: Keypair
    let charlie: Keypair

    init() throws {
        alice = try Keypair(secretURI: "//Alice")
        charlie = try Keypair(secretURI: "//Charlie")
    }

    /// A Python axon of `//Bob` that does not talk to `//Charlie`.
    func serve<R: Sendable>(_ body: @escaping @Sendable (AxonTarget) async throws -> R) async throws -> R {
        let arguments = ["--port", "0", "--uri", "//Bob", "--blacklist", charlie.account.ss58]
        return try await PythonPeer.run(PeerEnvironment.bt9, "bt9_axon.py", arguments) { peer in
            let ready = try await peer.next(as: Ready.self)
            return try await body(
                AxonTarget(hotkey: try AccountID(ss58: ready.hotkey), ip: "127.0.0.1", port: ready.port))
        }
    }

    func ask(
        _ target: AxonTarget, from keypair: Keypair? = nil, _ message: Allocate = Allocate(),
        timeout: Duration = .seconds(60)
    ) async -> DendriteOutcome<Allocate> {
        await Dendrite(keypair: keypair ?? alice, http: .dendrite).call(
            Allocate.name, message, to: target, timeout: timeout)
    }

    @Test("Its answers and refusals arrive as what they are")
    func outcomes() async throws {
        try await serve { target in
            let good = await ask(target, Allocate(timeline: 5, checking: true, publicKey: "k"))
            guard case .answered(let answer, signed: false) = good else {
                Issue.record("\(good)")
                return
            }
            #expect(answer.output.status == true)
            #expect(answer.output.port == 4444)
            #expect(answer.timeline == 5)
            #expect(answer.publicKey == "k")

            let refused = await ask(target, from: charlie)
            guard case .blacklisted(let reason) = refused else {
                Issue.record("\(refused)")
                return
            }
            #expect(reason == "Forbidden. Key is blacklisted: Blacklisted hotkey.")

            let failed = await ask(target, Allocate(timeline: 111))
            guard case .refused(500, let text) = failed else {
                Issue.record("\(failed)")
                return
            }
            #expect(text.hasPrefix("Internal Server Error #"))
            #expect(failed.mayHaveActed)

            let late = await ask(target, Allocate(timeline: 222), timeout: .seconds(1))
            #expect(late.label == "timed_out", "\(late)")

            let other = AxonTarget(hotkey: alice.account, ip: target.ip, port: target.port)
            guard case .refused(401, let mismatch) = await ask(other) else {
                Issue.record("an axon took a request for another")
                return
            }
            #expect(mismatch.hasPrefix("Not Verified with error: Signature mismatch"))

            let unknown: DendriteOutcome<Allocate> = await Dendrite(keypair: alice, http: .dendrite).call(
                "Specs", Allocate(), to: target, timeout: .seconds(60))
            guard case .refused(404, _) = unknown else {
                Issue.record("\(unknown)")
                return
            }
        }
    }

    @Test("It takes many requests of one dendrite at the same time")
    func concurrent() async throws {
        let outcomes = try await serve { target in
            await Dendrite(keypair: alice, http: .dendrite).callAll(
                Allocate.name, Allocate(timeline: 1), to: [AxonTarget](repeating: target, count: 60),
                timeout: .seconds(60), parallel: 12)
        }
        let others = outcomes.filter { $0.label != "answered" }
        #expect(others.isEmpty, "\(others)")
    }
}
