internal import Chain

/// Why a call has no effect: an error of the runtime, by its real index.
enum Refusal: Error, Equatable {
    case subtensor(SubtensorError)
    case balances(BalancesError)
    /// The call may not be made by this signer, or without one.
    case badOrigin
    /// The call is not one of this chain's, or lacks an argument.
    case other
    /// Refused before the pool, and never in a block.
    case pool(CustomPoolError)

    /// The value of the type `DispatchError`.
    var value: ScaleValue {
        switch self {
        case .subtensor(let error): Self.module(7, error.rawValue)
        case .balances(let error): Self.module(5, error.rawValue)
        case .badOrigin: .variant("BadOrigin", .list([]))
        case .other, .pool: .variant("Other", .list([]))
        }
    }

    private static func module(_ pallet: UInt8, _ error: UInt8) -> ScaleValue {
        .variant("Module", .fields(["index": .unsigned(UInt128(pallet)), "error": .bytes([error, 0, 0, 0])]))
    }
}

/// The errors of SubtensorModule that this chain's rules end in; all of them are listed in its metadata.
enum SubtensorError: UInt8 {
    case invalidIpType = 1
    case invalidIpAddress = 2
    case invalidPort = 3
    case hotKeyNotRegisteredInSubNet = 4
    case hotKeyAccountNotExists = 5
    case hotKeyNotRegisteredInNetwork = 6
    case nonAssociatedColdKey = 7
    case notEnoughStakeToWithdraw = 9
    case notEnoughStakeToSetWeights = 10
    case notEnoughBalanceToStake = 12
    case neuronNoValidatorPermit = 15
    case weightVecNotEqualSize = 16
    case duplicateUids = 17
    case uidVecContainInvalidOne = 18
    case weightVecLengthIsLow = 19
    case tooManyRegistrationsThisBlock = 20
    case hotKeyAlreadyRegisteredInSubNet = 21
    case maxWeightExceeded = 26
    case settingWeightsTooFast = 28
    case incorrectWeightVersionKey = 29
    case servingRateLimitExceeded = 30
    case uidsLengthExceedUidsInSubNet = 31
    case subNetRegistrationDisabled = 36
    case tooManyRegistrationsThisInterval = 37
    case registrationNotPermittedOnRootSubnet = 41
    case canNotSetRootNetworkWeights = 46
    case noNeuronIdAvailable = 47
    case noWeightsCommitFound = 50
    case invalidRevealCommitHashNotMatch = 51
    case commitRevealEnabled = 52
    case commitRevealDisabled = 53
    case mechanismDoesNotExist = 71
    case subnetNotExists = 73
    case tooManyUnrevealedCommits = 74
    case expiredWeightCommit = 75
    case revealTooEarly = 76
    case commitTooFast = 78
    case amountTooLow = 79
    case slippageTooHigh = 81
    case incorrectCommitRevealVersion = 109
}

/// The errors of Balances that a transfer ends in.
enum BalancesError: UInt8 {
    case insufficientBalance = 2
    case existentialDeposit = 3
    case expendability = 4
}
