package import JSON
package import Logging
package import NIOCore
import NIOPosix
import Synchronization
package import WebSockets

/// A client of chain nodes: JSON-RPC over one WebSocket connection that all callers share.
///
/// It connects at the first call. When the connection breaks, calls that may be repeated are sent again on the next
/// one, submissions are not. Endpoints that fail, stay silent or send garbage give way to the next in the list.
package final class RPCClient: RPCCaller {
    let endpoints: [WebSocketEndpoint]
    let configuration: Configuration
    let group: any EventLoopGroup
    let logger: Logger
    let state: Mutex<State>

    /// - Parameter endpoints: In the order of preference.
    package init(
        endpoints: [WebSocketEndpoint], configuration: Configuration = .init(), logger: Logger,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.endpoints = endpoints
        self.configuration = configuration
        self.group = group
        self.logger = logger
        let route = EndpointRoute(
            count: endpoints.count, pause: configuration.pause, longestPause: configuration.longestPause)
        state = Mutex(State(route: route, now: .now))
    }

    package func call(_ method: String, _ parameters: [JSONValue]) async throws(RPCError) -> JSONValue {
        try await call(method, parameters, limit: configuration.limit)
    }

    /// The result of `method`, with its own limit of time instead of the configured one.
    /// - Throws: ``RPCError``.
    package func call(
        _ method: String, _ parameters: [JSONValue], limit: Duration
    ) async throws(RPCError) -> JSONValue {
        switch try await perform(method, parameters, unsubscribe: nil, limit: limit) {
        case .value(let value): return value
        case .subscription: throw .malformed("a subscription where a value was expected")
        }
    }

    package func subscribe(
        _ method: String, _ parameters: [JSONValue], unsubscribe: String
    ) async throws(RPCError) -> RPCSubscription {
        switch try await perform(method, parameters, unsubscribe: unsubscribe) {
        case .subscription(let subscription): return subscription
        case .value: throw .malformed("a value where a subscription was expected")
        }
    }

    /// Closes the connection and ends all calls and subscriptions with ``RPCError/closed``; later ones fail with it, too.
    package func shutdown() async {
        let (phase, ends) = state.withLock { state -> (State.Phase, [@Sendable () -> Void]) in
            let phase = state.phase
            state.phase = .closed
            var ends = Array(state.calls.keys).compactMap { state.end($0, .failure(.closed)) }
            for feed in state.subscriptions.values { ends.append { feed.end(.closed) } }
            state.subscriptions = [:]
            return (phase, ends)
        }
        for end in ends { end() }
        switch phase {
        case .connecting(let task):
            task.cancel()
            await task.value
        case .connected(let connection): await connection.close()
        case .idle, .closed: break
        }
    }

    /// - Parameter generation: The only connection on which the call makes sense; nil for any.
    func perform(
        _ method: String, _ parameters: [JSONValue], unsubscribe: String?, generation: Int? = nil,
        limit: Duration? = nil
    ) async throws(RPCError) -> PendingCall.Reply {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let frame = RPCFrame.request(id: id, method: method, parameters: parameters)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let call = PendingCall(
                    method: method, frame: frame, unsubscribe: unsubscribe,
                    repeatable: generation == nil && Self.isRepeatable(method), now: .now
                ) { continuation.resume(returning: $0) }
                begin(id, call, generation: generation, limit: limit ?? configuration.limit)
                if Task.isCancelled { end(id, .cancelled) }
            }
        } onCancel: {
            end(id, .cancelled)
        }
        return try result.get()
    }

    private func begin(_ id: Int64, _ call: PendingCall, generation: Int?, limit: Duration) {
        var call = call
        call.expiry = group.any().scheduleTask(in: TimeAmount(limit)) { [weak self] in self?.expire(id) }
        let expiring = call
        let (refusal, old) = state.withLock { state -> ((@Sendable () -> Void)?, WebSocketConnection?) in
            if case .closed = state.phase { return (expiring.ended(.failure(.closed)), nil) }
            if let generation, state.connection(generation) == nil {
                return (expiring.ended(.failure(.connectionLost(sent: false))), nil)
            }
            let old = takeStale(&state)
            state.calls[id] = expiring
            switch state.phase {
            case .idle: state.phase = .connecting(startConnecting())
            case .connected(let connection):
                state.send(id, on: connection, now: .now)
                watch(&state)
            case .connecting, .closed: break
            }
            return (nil, old)
        }
        refusal?()
        old?.beginClose()
    }

    /// Ends the call `id`, if it still waits.
    func end(_ id: Int64, _ error: RPCError) {
        let end = state.withLock { $0.end(id, .failure(error)) }
        end?()
    }

    private func expire(_ id: Int64) {
        let end = state.withLock { state -> (@Sendable () -> Void)? in
            guard let call = state.calls[id] else { return nil }
            let error = call.sends > 0 ? RPCError.timedOut(method: call.method) : .unreachable(state.problem)
            return state.end(id, .failure(error))
        }
        end?()
    }
}
