/// A run as it was read: what one node tells the others.
package struct Run: Sendable, Equatable {
    /// The name in addresses, of 8 letters and digits mostly; W&B's `run.id`, on the wire `name`.
    package var id: String
    /// The server's own name of the run, which only deleting asks for; on the wire `id`.
    package var storageID: String
    /// `<role>-<hotkey>`; W&B's `run.name`.
    package var displayName: String
    package var state: RunState
    package var config: RunConfig
    /// As the server writes it.
    package var createdAt: String
    /// When it was heard of last, as the server writes it; empty when it does not say.
    package var heartbeatAt: String

    package init(
        id: String, storageID: String, displayName: String, state: RunState, config: RunConfig, createdAt: String = "",
        heartbeatAt: String = ""
    ) {
        self.id = id
        self.storageID = storageID
        self.displayName = displayName
        self.state = state
        self.config = config
        self.createdAt = createdAt
        self.heartbeatAt = heartbeatAt
    }
}
