import AsyncHTTPClient
import Keys
import Market
import Synchronization
import TestSupport
import Testing
import Wire

/// Many axons at a time.
@Suite("Dendrite, many axons")
struct CallAllTests {
    let people: People
    let dendrite: Dendrite

    init() throws {
        people = try People()
        dendrite = Dendrite(keypair: people.alice, http: .dendrite)
    }

    /// Lets callers go in groups of exactly `size`, and knows how many were there at most.
    final class Barrier: Sendable {
        private struct State {
            var waiting: [CheckedContinuation<Void, Never>] = []
            var now = 0
            var most = 0
        }

        private let state = Mutex(State())
        private let size: Int

        init(_ size: Int) {
            self.size = size
        }

        var most: Int { state.withLock { $0.most } }

        func meet() async {
            await withCheckedContinuation { turn in
                let free: [CheckedContinuation<Void, Never>] = state.withLock { state in
                    state.now += 1
                    state.most = max(state.most, state.now)
                    state.waiting.append(turn)
                    guard state.waiting.count == size else { return [] }
                    defer { state.waiting = [] }
                    return state.waiting
                }
                for turn in free { turn.resume() }
            }
            state.withLock { $0.now -= 1 }
        }
    }

    @Test("Outcomes come in the order of the targets, whoever answers first")
    func order() async throws {
        let closed = try ClosedPort.make()
        try await StubServer.serve({ _, _ in .json(200, #"{"timeline":1}"#) }) { one, _ in
            try await StubServer.serve({ _, _ in .json(200, #"{"timeline":2}"#) }) { two, _ in
                try await StubServer.serve({ _, _ in .json(403, #"{"message":"no"}"#) }) { three, _ in
                    let ports = [one, closed, two, three, two, one, closed, three]
                    let targets = ports.map { AxonTarget(hotkey: people.bob.account, ip: "127.0.0.1", port: $0) }
                    let outcomes = await dendrite.callAll(
                        Allocate.name, Allocate(), to: targets, timeout: .seconds(30), parallel: 8)
                    let found = outcomes.map { outcome in
                        if case .answered(let answer, _) = outcome { return "\(answer.timeline)" }
                        return outcome.label
                    }
                    #expect(
                        found == [
                            "1", "unreachable", "2", "blacklisted", "2", "1", "unreachable", "blacklisted",
                        ])
                }
            }
        }
    }

    @Test("As many are asked at a time as allowed, and no more")
    func parallel() async throws {
        let barrier = Barrier(3)
        let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".utf8)
        let outcomes = try await StubServer.serve({ _, _ in .held(answer, until: barrier.meet) }) { port, _ in
            let target = AxonTarget(hotkey: people.bob.account, ip: "127.0.0.1", port: port)
            let targets = [AxonTarget](repeating: target, count: 12)
            return await dendrite.callAll(Allocate.name, Allocate(), to: targets, timeout: .seconds(60), parallel: 3)
        }
        #expect(outcomes.map(\.label) == [String](repeating: "answered", count: 12))
        #expect(barrier.most == 3)
    }

    @Test("No targets, no answers")
    func none() async {
        let outcomes: [DendriteOutcome<Allocate>] = await dendrite.callAll(
            Allocate.name, Allocate(), to: [], timeout: .seconds(1))
        #expect(outcomes.isEmpty)
    }
}
