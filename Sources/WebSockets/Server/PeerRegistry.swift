import Synchronization

/// The connections and peers of a server.
final class PeerRegistry: Sendable {
    private struct State {
        var connections = 0
        var lastID: UInt64 = 0
        var peers: [UInt64: WebSocketPeer] = [:]
        var closed = false
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Counts a new connection; false when there are too many, or the server shuts down.
    func admit() -> Bool {
        state.withLock { state in
            guard !state.closed, state.connections < limit else { return false }
            state.connections += 1
            return true
        }
    }

    /// A connection that was admitted is gone.
    func release() {
        state.withLock { $0.connections -= 1 }
    }

    func nextID() -> UInt64 {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    /// False when the server shuts down.
    func add(_ peer: WebSocketPeer) -> Bool {
        state.withLock { state in
            guard !state.closed else { return false }
            state.peers[peer.id] = peer
            return true
        }
    }

    func remove(_ id: UInt64) {
        state.withLock { _ = $0.peers.removeValue(forKey: id) }
    }

    /// All peers; nobody is admitted any more.
    func close() -> [WebSocketPeer] {
        state.withLock { state in
            state.closed = true
            return Array(state.peers.values)
        }
    }
}
