package import Foundation

/// A container of this miner, as its labels tell.
package struct OwnedContainer: Sendable, Hashable {
    /// The allocation, in hexadecimal digits.
    package let id: String
    /// The engine's id of the container.
    package let containerID: String
    package let state: ContainerState
    /// Nil when the label is none.
    package let deadline: Date?
    package let kind: ContainerKind
    /// SS58 address of the renter's hotkey.
    package let owner: String

    package init(
        id: String, containerID: String, state: ContainerState, deadline: Date?, kind: ContainerKind, owner: String
    ) {
        self.id = id
        self.containerID = containerID
        self.state = state
        self.deadline = deadline
        self.kind = kind
        self.owner = owner
    }
}
