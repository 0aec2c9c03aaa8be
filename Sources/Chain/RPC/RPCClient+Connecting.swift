import Logging
import NIOCore
import Synchronization
import Timing
import WebSockets

extension RPCClient {
    /// The work of connecting until there is a connection, or nobody waits for one any more.
    ///
    /// Unstructured, as all callers share it and none of them owns it; ``shutdown()`` ends it and waits for it.
    func startConnecting() -> Task<Void, Never> {  // unstructured, for the reason above
        Task { await self.connect() }  // the same
    }

    private struct Attempt {
        let generation: Int
        let endpoint: WebSocketEndpoint
        let pause: Duration
    }

    private func connect() async {
        while let attempt = nextAttempt() {
            do {
                if attempt.pause > .zero { try await Pacing.rest(attempt.pause) }
                let generation = attempt.generation
                let connection = try await WebSocketConnection.connect(
                    attempt.endpoint, on: group, limits: configuration.connection, trust: configuration.trust,
                    onText: { [weak self] bytes in self?.received(bytes, generation) },
                    onClose: { [weak self] close in self?.lost(generation, close) })
                if adopt(connection, attempt) { return }
            } catch is CancellationError {
                return
            } catch {
                failed(attempt, "\(error)")
            }
        }
    }

    private func nextAttempt() -> Attempt? {
        let (attempt, ends) = state.withLock { state -> (Attempt?, [@Sendable () -> Void]) in
            guard case .connecting = state.phase else { return (nil, []) }
            guard !state.calls.isEmpty else {
                state.phase = .idle
                return (nil, [])
            }
            guard endpoints.indices.contains(state.route.current) else {
                state.phase = .idle
                state.problem = "no endpoint is configured"
                let problem = state.problem
                return (nil, Array(state.calls.keys).compactMap { state.end($0, .failure(.unreachable(problem))) })
            }
            state.generation += 1
            state.stillborn = false
            state.answered = false
            let pause = state.route.pause()
            return (
                Attempt(generation: state.generation, endpoint: endpoints[state.route.current], pause: pause), []
            )
        }
        for end in ends { end() }
        return attempt
    }

    private func failed(_ attempt: Attempt, _ reason: String) {
        logger.warning(
            "chain endpoint failed", metadata: ["endpoint": "\(attempt.endpoint)", "reason": "\(reason)"])
        let ends = state.withLock { state in
            state.route.failed()
            state.problem = "\(attempt.endpoint): \(reason)"
            return state.connectingFailed(
                endpoints: endpoints.count, patience: configuration.patience, now: .now)
        }
        for end in ends { end() }
    }

    /// Takes the connection into use; false when it is broken already.
    private func adopt(_ connection: WebSocketConnection, _ attempt: Attempt) -> Bool {
        enum Outcome {
            case adopted
            case broken
            case unwanted
        }
        let outcome = state.withLock { state -> Outcome in
            guard case .connecting = state.phase else { return .unwanted }
            guard !state.stillborn else { return .broken }
            state.phase = .connected(connection)
            state.connectedSince = .now
            state.lastHeard = .now
            for id in state.calls.keys.sorted() { state.send(id, on: connection, now: .now) }
            watch(&state)
            return .adopted
        }
        switch outcome {
        case .adopted:
            logger.info("chain endpoint connected", metadata: ["endpoint": "\(attempt.endpoint)"])
            return true
        case .broken:
            connection.drop(.ours)
            failed(attempt, "closed at once")
            return false
        case .unwanted:
            connection.beginClose()
            return true
        }
    }

    /// The connection of `generation` has ended.
    func lost(_ generation: Int, _ close: WebSocketClose) {
        let now = ContinuousClock.now
        let ends = state.withLock { state -> [@Sendable () -> Void]? in
            guard generation == state.generation else { return nil }
            guard case .connected = state.phase else {
                state.stillborn = true
                return nil
            }
            if !state.answered || close.isMisbehaviour { state.route.failed() }
            state.problem = "\(close)"
            let ends = state.connectionEnded(attempts: configuration.attempts, now: now)
            state.phase = state.calls.isEmpty ? .idle : .connecting(startConnecting())
            return ends
        }
        guard let ends else { return }
        logger.notice("chain connection lost", metadata: ["reason": "\(close)"])
        for end in ends { end() }
    }

    /// Gives up a connection to a fallback that is unused after a while, so that the first endpoint is tried again.
    func takeStale(_ state: inout State) -> WebSocketConnection? {
        guard case .connected(let connection) = state.phase, state.route.current != 0, state.calls.isEmpty,
            state.subscriptions.isEmpty, .now - state.connectedSince >= configuration.returning
        else { return nil }
        state.route.returnToFirst()
        // What still comes from the old connection belongs to no generation any more.
        state.generation += 1
        state.phase = .idle
        return connection
    }
}

extension WebSocketClose {
    /// The other side is to blame, and its endpoint to be avoided.
    fileprivate var isMisbehaviour: Bool {
        switch self {
        case .violation, .silent, .congested: true
        case .ours, .theirs, .lost: false
        }
    }
}
