import MinerNode
import Synchronization

/// A moment in a rental's life on the engine.
enum HostMoment: Hashable, Sendable {
    case reached(ProvisionStep)
    /// Before anything is removed.
    case removing
    /// After all is removed, before anybody knows.
    case removed
}

/// What a test wants to happen once, at the next of some moment.
final class Trap: Sendable {
    private let waiting = Mutex<(moment: HostMoment, action: @Sendable () async throws -> Void)?>(nil)

    /// `action` happens the next time that `moment` comes.
    func set(at moment: HostMoment, _ action: @escaping @Sendable () async throws -> Void) {
        waiting.withLock { $0 = (moment, action) }
    }

    /// True while the moment has not come.
    var isSet: Bool { waiting.withLock { $0 != nil } }

    fileprivate func spring(_ moment: HostMoment) async throws {
        let action = waiting.withLock { waiting in
            guard waiting?.moment == moment else { return nil as (@Sendable () async throws -> Void)? }
            defer { waiting = nil }
            return waiting?.action
        }
        try await action?()
    }
}

/// A real engine's host under which traps can be set.
struct ObservedHost: ContainerHost {
    let inner: EngineHost
    let trap: Trap

    func prepareBase() async throws(HostError) { try await inner.prepareBase() }

    func dataRoot() async -> String? { await inner.dataRoot() }

    func provision(
        _ order: ContainerOrder, reached: @escaping @Sendable (ProvisionStep) async throws -> Void
    ) async throws -> ProvisionedContainer {
        try await inner.provision(order) { step in
            try await trap.spring(.reached(step))
            try await reached(step)
        }
    }

    func remove(_ id: String) async throws {
        try await trap.spring(.removing)
        try await inner.remove(id)
        try await trap.spring(.removed)
    }

    func act(_ action: ContainerAction, on id: String, address: SSHAddress) async throws -> ContainerState {
        try await inner.act(action, on: id, address: address)
    }

    func takeOver(_ id: String) { inner.takeOver(id) }

    func removePythonTest() async throws { try await inner.removePythonTest() }

    func state(of id: String) async throws -> ContainerState { try await inner.state(of: id) }

    func start(_ id: String) async throws { try await inner.start(id) }

    func owned() async throws -> [OwnedContainer] { try await inner.owned() }

    func strays() async throws -> [String] { try await inner.strays() }
}
