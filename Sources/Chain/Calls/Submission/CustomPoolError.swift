/// The numbers of `Custom error: N` with which the chain's own checks refuse extrinsics.
///
/// From the public chain source, `common/src/transaction_error.rs` of opentensor/subtensor.
package enum CustomPoolError: UInt8, Sendable, CaseIterable {
    case coldkeyInSwapSchedule = 0
    case stakeAmountTooLow = 1
    case balanceTooLow = 2
    case subnetNotExists = 3
    case hotkeyAccountDoesntExist = 4
    case notEnoughStakeToWithdraw = 5
    case rateLimitExceeded = 6
    case insufficientLiquidity = 7
    case slippageTooHigh = 8
    case transferDisallowed = 9
    case hotKeyNotRegisteredInNetwork = 10
    case invalidIpAddress = 11
    case servingRateLimitExceeded = 12
    case invalidPort = 13
    case zeroMaxAmount = 14
    case invalidRevealRound = 15
    case commitNotFound = 16
    case commitBlockNotInRevealRange = 17
    case inputLengthsUnequal = 18
    case uidNotFound = 19
    case badRequest = 255

    /// The name in the chain's spelling; nil for a number that is not in the list.
    package static func name(_ number: UInt8) -> String? {
        guard let known = CustomPoolError(rawValue: number) else { return nil }
        let name = "\(known)"
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}
