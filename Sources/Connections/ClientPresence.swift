import Synchronization

/// Whether the client of a connection is still there.
package final class ClientPresence: Sendable {
    private let gone = Atomic(false)

    package init() {}

    package var isGone: Bool { gone.load(ordering: .acquiring) }

    package func end() { gone.store(true, ordering: .releasing) }
}
