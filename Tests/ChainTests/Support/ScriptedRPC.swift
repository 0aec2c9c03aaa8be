import Chain
import JSON
import Synchronization

/// A node that answers what the test says, without a connection.
final class ScriptedRPC: RPCCaller {
    typealias Answer = @Sendable ([JSONValue]) async throws(RPCError) -> JSONValue
    typealias Opening = @Sendable ([JSONValue], RPCSubscription.Feed) async throws(RPCError) -> Void

    struct Call: Equatable {
        var method: String
        var parameters: [JSONValue]
    }

    private struct State {
        var answers: [String: Answer] = [:]
        var openings: [String: Opening] = [:]
        var calls: [Call] = []
        var before: @Sendable (_ method: String, _ count: Int) -> Void = { _, _ in }
    }

    private let state = Mutex(State())

    /// Every call so far, subscriptions and their ends too, in order.
    var calls: [Call] { state.withLock { $0.calls } }

    func count(_ method: String) -> Int { calls.count { $0.method == method } }

    /// Answers calls of `method` from now on.
    func on(_ method: String, _ answer: @escaping Answer) { state.withLock { $0.answers[method] = answer } }

    /// Answers calls of `method` with the same value from now on.
    func on(_ method: String, _ answer: JSONValue) { on(method) { _ throws(RPCError) in answer } }

    /// Takes subscriptions of `method` from now on; what throws is a refused one.
    func onSubscription(_ method: String, _ opening: @escaping Opening) {
        state.withLock { $0.openings[method] = opening }
    }

    /// Runs before each call, with how often the method was called by then.
    func before(_ action: @escaping @Sendable (_ method: String, _ count: Int) -> Void) {
        state.withLock { $0.before = action }
    }

    private func record(_ method: String, _ parameters: [JSONValue]) {
        let (before, count) = state.withLock { state in
            state.calls.append(Call(method: method, parameters: parameters))
            return (state.before, state.calls.count { $0.method == method })
        }
        before(method, count)
    }

    func call(_ method: String, _ parameters: [JSONValue]) async throws(RPCError) -> JSONValue {
        record(method, parameters)
        guard let answer = state.withLock({ $0.answers[method] }) else {
            throw .refused(code: -32_601, message: "Method not found", data: nil)
        }
        return try await answer(parameters)
    }

    func subscribe(
        _ method: String, _ parameters: [JSONValue], unsubscribe: String
    ) async throws(RPCError) -> RPCSubscription {
        record(method, parameters)
        guard let opening = state.withLock({ $0.openings[method] }) else {
            throw .refused(code: -32_601, message: "Method not found", data: nil)
        }
        let (subscription, feed) = RPCSubscription.make(onCancel: { [weak self] in self?.record(unsubscribe, []) })
        try await opening(parameters, feed)
        return subscription
    }
}
