/// What a client wants to be told, until it says otherwise or goes.
struct Subscription: Sendable {
    /// What it is about.
    enum Topic: Sendable, Equatable {
        case newHeads
        case allHeads
        case finalizedHeads
        case runtimeVersion
        /// The values of these keys; of all when there are none.
        case storage(Set<[UInt8]>)
        case extrinsic

        /// The method that notifications name.
        var method: String {
            switch self {
            case .newHeads: "chain_newHead"
            case .allHeads: "chain_allHead"
            case .finalizedHeads: "chain_finalizedHead"
            case .runtimeVersion: "state_runtimeVersion"
            case .storage: "state_storage"
            case .extrinsic: "author_extrinsicUpdate"
            }
        }
    }

    let connection: UInt64
    let topic: Topic
}
