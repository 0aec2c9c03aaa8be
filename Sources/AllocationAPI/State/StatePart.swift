package import SharedState
package import Store

/// How an API takes part in the shared state.
package struct StatePart: Sendable {
    /// The run of the API's hotkey.
    package let publisher: RunPublisher
    /// The runs of others.
    package let board: StateBoard
    /// Where the run and the rented machines are remembered.
    package let store: any StateRunStore
    /// Hotkeys of the validators whose penalties count.
    package let authorities: Set<String>
    /// Hotkeys of the validators that are believed whatever their stake.
    package let publishers: Set<String>

    package init(
        publisher: RunPublisher, board: StateBoard, store: any StateRunStore,
        authorities: Set<String> = DefaultAuthorities.penalties,
        publishers: Set<String> = DefaultAuthorities.publishers
    ) {
        self.publisher = publisher
        self.board = board
        self.store = store
        self.authorities = authorities
        self.publishers = publishers
    }
}
