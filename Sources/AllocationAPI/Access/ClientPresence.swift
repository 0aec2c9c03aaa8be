import Synchronization

/// Whether the client of a connection is still there.
final class ClientPresence: Sendable {
    private let gone = Atomic(false)

    var isGone: Bool { gone.load(ordering: .acquiring) }

    func end() { gone.store(true, ordering: .releasing) }
}
