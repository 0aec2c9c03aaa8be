import JSON
import Logging
import NIOCore
import Synchronization
import WebSockets

extension RPCClient {
    /// A text message came on the connection of `generation`; runs on its event loop.
    func received(_ bytes: [UInt8], _ generation: Int) {
        let frame: RPCFrame
        do {
            frame = try RPCFrame.parse(bytes)
        } catch {
            return refuse(generation, "\(error)")
        }
        let deliver = state.withLock { state -> (@Sendable () -> Void)? in
            guard generation == state.generation else { return nil }
            state.lastHeard = .now
            switch frame {
            case .answer(let id, let result): return answer(id, result, &state)
            case .notification(let key, let value): return notify(key, value, &state)
            case .other: return nil
            }
        }
        deliver?()
    }

    private func answer(
        _ id: Int64, _ result: Result<JSONValue, RPCError>, _ state: inout State
    ) -> (@Sendable () -> Void)? {
        // An answer to a call that was sent on an earlier connection is none.
        guard let call = state.calls[id], call.sentOn == state.generation else { return nil }
        state.answered = true
        state.route.answered()
        switch result {
        case .failure(let error): return state.end(id, .failure(error))
        case .success(let value):
            guard let unsubscribe = call.unsubscribe else { return state.end(id, .success(.value(value))) }
            return state.end(id, open(value, unsubscribe: unsubscribe, &state))
        }
    }

    private func open(
        _ id: JSONValue, unsubscribe: String, _ state: inout State
    ) -> Result<PendingCall.Reply, RPCError> {
        guard let key = RPCFrame.key(id) else { return .failure(.malformed("no subscription id")) }
        let generation = state.generation
        let (subscription, feed) = RPCSubscription.make(
            onDrop: { [weak self] in self?.dropped(key, id, unsubscribe, generation) },
            onCancel: { [weak self] in await self?.cancelled(key, id, unsubscribe, generation) })
        for notification in state.early.take(key) { feed.send(notification) }
        state.subscriptions[key]?.end(.connectionLost(sent: true))
        state.subscriptions[key] = feed
        return .success(.subscription(subscription))
    }

    private func notify(_ key: String, _ value: JSONValue, _ state: inout State) -> (@Sendable () -> Void)? {
        if let feed = state.subscriptions[key] {
            // In the lock, so that early and later ones keep their order.
            feed.send(value)
        } else if state.calls.values.contains(where: { $0.unsubscribe != nil }) {
            state.early.keep(value, for: key)
        } else {
            state.early.clear()
        }
        return nil
    }

    /// The owner of a subscription ends it.
    private func cancelled(_ key: String, _ id: JSONValue, _ unsubscribe: String, _ generation: Int) async {
        guard forget(key, generation) else { return }
        // Whether the node agrees changes nothing: the subscription is over.
        _ = try? await perform(unsubscribe, [id], unsubscribe: nil, generation: generation)
    }

    /// A subscription was dropped without being cancelled.
    private func dropped(_ key: String, _ id: JSONValue, _ unsubscribe: String, _ generation: Int) {
        // Later, as this may be called by whoever lets go of the last reference.
        group.any().execute { [weak self] in
            guard let self, forget(key, generation) else { return }
            let (number, connection) = state.withLock { state in
                state.lastID += 1
                return (state.lastID, state.connection(generation))
            }
            _ = connection?.post(RPCFrame.request(id: number, method: unsubscribe, parameters: [id]))
        }
    }

    private func forget(_ key: String, _ generation: Int) -> Bool {
        let feed = state.withLock { state in
            generation == state.generation ? state.subscriptions.removeValue(forKey: key) : nil
        }
        feed?.end(nil)
        return feed != nil
    }

    package func distrust(_ reason: String) {
        let connection = state.withLock { state -> WebSocketConnection? in
            if case .connected(let connection) = state.phase { connection } else { nil }
        }
        connection?.drop(.violation(reason))
    }

    /// What the node sends cannot be understood: its connection ends.
    private func refuse(_ generation: Int, _ reason: String) {
        let connection = state.withLock { state -> WebSocketConnection? in
            guard generation == state.generation else { return nil }
            guard case .connected(let connection) = state.phase else {
                state.stillborn = true
                return nil
            }
            return connection
        }
        connection?.drop(.violation(reason))
    }

    /// Looks after the limit of silence, as long as calls wait for their answer.
    func watch(_ state: inout State) {
        guard !state.watched else { return }
        state.watched = true
        scheduleWatch(in: configuration.silence)
    }

    private func scheduleWatch(in time: Duration) {
        _ = group.any().scheduleTask(in: TimeAmount(time)) { [weak self] in self?.checkSilence() }
    }

    private func checkSilence() {
        let now = ContinuousClock.now
        let connection = state.withLock { state -> WebSocketConnection? in
            state.watched = false
            guard case .connected(let connection) = state.phase,
                let oldest = state.calls.values.filter({ $0.sentOn == state.generation }).map(\.sentAt).min()
            else { return nil }
            let quiet = now - max(oldest, state.lastHeard)
            if quiet >= configuration.silence { return connection }
            state.watched = true
            scheduleWatch(in: configuration.silence - quiet)
            return nil
        }
        connection?.drop(.silent)
    }
}
