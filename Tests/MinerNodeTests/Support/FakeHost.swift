import Docker
import Foundation
import MinerNode
import Synchronization

/// The twin of the engine: keeps containers in memory, fails and waits where a test says so, records what was called.
final class FakeHost: ContainerHost {
    /// A call that changes something.
    enum Call: Equatable, Sendable {
        case provision(String)
        case remove(String)
        case start(String)
        case act(ContainerAction, String)
        case takeOver(String)
        case removePythonTest
    }

    struct State: Sendable {
        var containers: [String: ContainerState] = [:]
        var strays: Set<String> = []
        var calls: [Call] = []
        /// Every call fails, as with an engine that is away.
        var isDown = false
        /// Actions change nothing, as with an engine that says yes and does not.
        var ignoresActions = false
        /// Provisioning fails at this step.
        var failsAt: ProvisionStep?
        /// The order of the last provisioning.
        var order: ContainerOrder?
        /// How often the containers were listed.
        var looks = 0
    }

    private let state: Mutex<State>
    /// Where provisioning waits after ``ProvisionStep/started``; nil for no waiting.
    let provisionGate: Gate?
    /// Where removal waits before it does anything.
    let removalGate: Gate?
    /// Where an action waits before it does anything.
    let actionGate: Gate?

    init(
        containers: [String: ContainerState] = [:], provisionGate: Gate? = nil, removalGate: Gate? = nil,
        actionGate: Gate? = nil
    ) {
        var first = State()
        first.containers = containers
        state = Mutex(first)
        self.provisionGate = provisionGate
        self.removalGate = removalGate
        self.actionGate = actionGate
    }

    var now: State { state.withLock { $0 } }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    private func call(_ call: Call? = nil) throws(HostError) {
        try state.withLock { state throws(HostError) in
            if let call { state.calls.append(call) }
            if state.isDown { throw .engine(.unreachable(socket: "fake", reason: "down")) }
        }
    }

    func prepareBase() async throws(HostError) { try call() }

    func dataRoot() async -> String? { nil }

    func provision(
        _ order: ContainerOrder, reached: @escaping @Sendable (ProvisionStep) async throws -> Void
    ) async throws -> ProvisionedContainer {
        change { $0.order = order }
        try call(.provision(order.id))
        for step in ProvisionStep.allCases {
            if now.failsAt == step { throw HostError.timedOut(step) }
            switch step {
            case .containerCreated: change { $0.containers[order.id] = .created }
            case .started: change { $0.containers[order.id] = .running }
            default: break
            }
            try await reached(step)
            if step == .started { try await provisionGate?.pass() }
        }
        return ProvisionedContainer(containerID: "container-\(order.id)", sshPort: order.sshPort)
    }

    func remove(_ id: String) async throws {
        try await removalGate?.pass()
        try call(.remove(id))
        change {
            $0.containers[id] = nil
            $0.strays.remove(id)
        }
    }

    func act(_ action: ContainerAction, on id: String, address: SSHAddress) async throws -> ContainerState {
        try call(.act(action, id))
        try await actionGate?.pass()
        guard let before = now.containers[id] else { return .absent }
        let after: ContainerState =
            switch action {
            case .restart, .unpause: .running
            case .pause: .paused
            case .exchangeKey: before
            }
        change { if !$0.ignoresActions { $0.containers[id] = after } }
        return now.containers[id] ?? .absent
    }

    func takeOver(_ id: String) { change { $0.calls.append(.takeOver(id)) } }

    func removePythonTest() async throws { try call(.removePythonTest) }

    func state(of id: String) async throws -> ContainerState {
        try call()
        return now.containers[id] ?? .absent
    }

    func start(_ id: String) async throws {
        try call(.start(id))
        change { $0.containers[id] = .running }
    }

    func owned() async throws -> [OwnedContainer] {
        change { $0.looks += 1 }
        try call()
        return now.containers.map { id, state in
            OwnedContainer(
                id: id, containerID: "container-\(id)", state: state, deadline: nil, kind: .tenant, owner: "someone")
        }
    }

    func strays() async throws -> [String] {
        try call()
        return now.strays.sorted()
    }
}
