internal import Chain
internal import Keys

/// The storage at one block, as the runtime APIs tell it.
struct ChainView {
    let runtime: DevRuntime
    let state: ChainState
    let context: BlockContext

    var types: TypeRegistry { runtime.metadata.types }

    /// The answer of the methods that the registry encodes; nil for a method that nobody answers.
    func answer(_ method: String, _ arguments: [ScaleValue], output: UInt32) -> ScaleValue? {
        let parts = method.split(separator: "_", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let name = String(parts[1])
        return switch parts[0] {
        case "SubnetInfoRuntimeApi": subnetInfo(name, arguments, output: output)
        case "StakeInfoRuntimeApi": stakeInfo(name, arguments)
        case "AccountNonceApi":
            arguments.first?.account.map {
                .unsigned(UInt128(state.value(Storage.account, $0, or: AccountRecord()).nonce))
            }
        case "SubnetRegistrationRuntimeApi": .unsigned(1_000_000_000_000)
        case "SwapRuntimeApi": swap(name, arguments)
        // Nobody delegates here, and nothing depends on weight or length.
        default: try? types.zero(output)
        }
    }

    /// One rao of a subnet's token is one rao, without a fee.
    private func swap(_ name: String, _ arguments: [ScaleValue]) -> ScaleValue? {
        guard name != "current_alpha_price" else { return .unsigned(1_000_000_000) }
        guard arguments.count == 2 else { return nil }
        return .fields([
            "tao_amount": arguments[1], "alpha_amount": arguments[1], "tao_fee": .unsigned(0),
            "alpha_fee": .unsigned(0),
        ])
    }
}
