import JSON
import WebSockets

extension RPCClient {
    /// Everything a client knows; changed under its lock only.
    struct State {
        enum Phase {
            case idle
            case connecting(Task<Void, Never>)
            case connected(WebSocketConnection)
            case closed
        }

        var phase = Phase.idle
        /// Counts the attempts to connect: names the connection that a callback is about.
        var generation = 0
        /// The connection of this generation broke before it was taken into use.
        var stillborn = false
        var connectedSince: ContinuousClock.Instant
        /// An answer came on this connection.
        var answered = false
        var lastHeard: ContinuousClock.Instant
        var watched = false
        var lastID: Int64 = 0
        var calls: [Int64: PendingCall] = [:]
        var subscriptions: [String: RPCSubscription.Feed] = [:]
        var early = EarlyNotifications()
        var route: EndpointRoute
        var problem = "no endpoint was tried yet"

        init(route: EndpointRoute, now: ContinuousClock.Instant) {
            self.route = route
            connectedSince = now
            lastHeard = now
        }

        /// The connection, if it is the one of `generation`.
        func connection(_ generation: Int) -> WebSocketConnection? {
            guard generation == self.generation, case .connected(let connection) = phase else { return nil }
            return connection
        }

        /// Sends the call `id`; must not run on an event loop, where sending may call back at once.
        mutating func send(_ id: Int64, on connection: WebSocketConnection, now: ContinuousClock.Instant) {
            guard var call = calls[id], connection.post(call.frame) else { return }
            call.sentOn = generation
            call.sentAt = now
            call.sends += 1
            calls[id] = call
        }

        /// Takes the call `id` out and gives back how to end it.
        mutating func end(_ id: Int64, _ result: Result<PendingCall.Reply, RPCError>) -> (@Sendable () -> Void)? {
            calls.removeValue(forKey: id)?.ended(result)
        }

        /// What the loss of the connection means for calls and subscriptions; the ends are to be told.
        mutating func connectionEnded(attempts: Int, now: ContinuousClock.Instant) -> [@Sendable () -> Void] {
            var ends: [@Sendable () -> Void] = []
            for feed in subscriptions.values { ends.append { feed.end(.connectionLost(sent: true)) } }
            subscriptions = [:]
            early.clear()
            for (id, var call) in calls where call.sentOn == generation {
                if call.repeatable, call.sends < attempts {
                    call.sentOn = nil
                    call.waitingSince = now
                    call.failures = 0
                    calls[id] = call
                } else if let end = end(id, .failure(.connectionLost(sent: true))) {
                    ends.append(end)
                }
            }
            return ends
        }

        /// Ends the calls that have waited long enough while `endpoints` could not be connected.
        mutating func connectingFailed(
            endpoints: Int, patience: Duration, now: ContinuousClock.Instant
        ) -> [@Sendable () -> Void] {
            var ends: [@Sendable () -> Void] = []
            for (id, var call) in calls {
                call.failures += 1
                calls[id] = call
                guard call.failures >= endpoints, now - call.waitingSince >= patience else { continue }
                let error = call.sends > 0 ? RPCError.connectionLost(sent: true) : .unreachable(problem)
                if let end = end(id, .failure(error)) { ends.append(end) }
            }
            return ends
        }
    }
}
