internal import Chain
internal import Keys

/// One call while it runs: the storage it changes and the events it leaves.
///
/// Every rule checks everything before it writes anything, so that a refused call has changed nothing.
struct Execution {
    var state: ChainState
    /// The number of the block that the call is in.
    let block: UInt64
    let parameters: ChainParameters
    private(set) var events: [ScaleValue] = []

    init(state: ChainState, block: UInt64, parameters: ChainParameters) {
        self.state = state
        self.block = block
        self.parameters = parameters
    }

    mutating func emit(_ pallet: String, _ event: String, _ fields: ScaleValue) {
        events.append(.variant(pallet, .variant(event, fields)))
    }

    /// An event of SubtensorModule; its fields have no names.
    mutating func emit(_ event: String, _ fields: ScaleValue...) {
        emit("SubtensorModule", event, .list(fields))
    }

    /// Runs the call of a signed extrinsic.
    mutating func run(_ call: ScaleValue, signer: AccountID) throws(Refusal) {
        guard let (pallet, inner) = call.variant, let (name, values) = inner.variant else { throw .other }
        let arguments = CallArguments(values: values)
        switch pallet {
        case "System": try remark(name, arguments, signer: signer)
        case "Balances": try transfer(name, arguments, signer: signer)
        case "SubtensorModule": try subtensor(name, arguments, signer: signer)
        // A timestamp is set by the block's author alone.
        default: throw .badOrigin
        }
    }

    private mutating func subtensor(_ name: String, _ arguments: CallArguments, signer: AccountID) throws(Refusal) {
        switch name {
        case "serve_axon", "serve_axon_tls": try serveAxon(arguments, hotkey: signer)
        case "serve_prometheus": try servePrometheus(arguments, hotkey: signer)
        case "set_weights", "set_mechanism_weights": try setWeights(arguments, hotkey: signer)
        case "commit_weights", "commit_mechanism_weights": try commitWeights(arguments, hotkey: signer)
        case "reveal_weights", "reveal_mechanism_weights": try revealWeights(arguments, hotkey: signer)
        case "commit_timelocked_weights", "commit_timelocked_mechanism_weights":
            try commitTimelocked(arguments, hotkey: signer)
        case "burned_register", "register_limit": try burnedRegister(arguments, coldkey: signer)
        case "register": try workRegister(arguments)
        case "add_stake": try addStake(arguments, coldkey: signer)
        case "remove_stake": try removeStake(arguments, coldkey: signer)
        default: throw .other
        }
    }

    private mutating func remark(_ name: String, _ arguments: CallArguments, signer: AccountID) throws(Refusal) {
        let remark = try arguments.bytes("remark")
        guard name == "remark_with_event" else { return }
        emit(
            "System", "Remarked",
            .fields(["sender": .account(signer), "hash": .bytes(Blake2b.hash(remark, count: 32))]))
    }

    /// Calls that cost no fee on the real chain either.
    static func isFree(_ call: ScaleValue) -> Bool {
        guard let (pallet, inner) = call.variant, pallet == "SubtensorModule", let name = inner.variant?.name else {
            return false
        }
        return !["burned_register", "register", "register_limit", "add_stake", "remove_stake"].contains(name)
    }
}
