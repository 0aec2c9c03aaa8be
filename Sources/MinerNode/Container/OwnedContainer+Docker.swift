import Docker
import Foundation

extension OwnedContainer {
    /// What the labels of `container` tell, or nil when they are not those of an allocation's container.
    init?(_ container: ContainerSummary) {
        let labels = container.labels
        guard let id = labels[ContainerLabels.allocation], !id.isEmpty,
            let kind = labels[ContainerLabels.kind].flatMap(ContainerKind.init(rawValue:))
        else { return nil }
        self.init(
            id: id, containerID: container.id, state: ContainerState(container.status, exitCode: nil),
            deadline: labels[ContainerLabels.deadline].flatMap(TimeInterval.init).map(
                Date.init(timeIntervalSince1970:)),
            kind: kind, owner: labels[ContainerLabels.owner] ?? "")
    }
}

extension ContainerState {
    /// The state that the engine calls `status`.
    init(_ status: ContainerStatus, exitCode: Int?) {
        self =
            switch status {
            case .created: .created
            case .running: .running
            case .paused: .paused
            case .restarting: .restarting
            case .removing: .absent
            case .exited, .dead, .other: .exited(code: exitCode)
            }
    }
}
