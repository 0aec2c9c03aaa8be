package import Chain
internal import Keys

extension DevRuntime {
    /// Nil when the extrinsic may enter the pool: it is signed for this chain and an era that lasts, its nonce is not
    /// used, its signer can pay, and the runtime's own checks hold. A nonce ahead of the account's passes.
    package func admit(
        _ extrinsic: DecodedExtrinsic, state: ChainState, context: BlockContext
    ) -> PoolRefusal? {
        guard let signer = extrinsic.signer else {
            return PoolRefusal(code: 1_011, message: "Unknown Transaction Validity", data: "NoUnsignedValidator")
        }
        let birth = extrinsic.era.birth(context.number)
        let eraHash = birth == 0 ? context.genesisHash : birth < context.number ? context.blockHash(birth) : nil
        guard let eraHash else { return .ancientBirthBlock }
        let version = Self.version
        guard
            extrinsic.verifies(
                specVersion: version.specVersion, transactionVersion: version.transactionVersion,
                genesis: context.genesisHash, eraBlockHash: eraHash, metadata: metadata)
        else { return .badSignature }
        let account = state.value(Storage.account, signer, or: AccountRecord())
        guard extrinsic.nonce >= account.nonce else { return .outdated }
        let fee = Fee(parameters, isFree: Execution.isFree(extrinsic.call), tip: extrinsic.tip)
        guard fee.total == 0 || account.free >= fee.total else { return .unpayable }
        return customRefusal(extrinsic.call, signer: signer, state: state, context: context)
    }

    /// The checks that the real chain's own extension makes before it takes an extrinsic.
    private func customRefusal(
        _ call: ScaleValue, signer: AccountID, state: ChainState, context: BlockContext
    ) -> PoolRefusal? {
        guard let (pallet, inner) = call.variant, pallet == "SubtensorModule", let (name, values) = inner.variant else {
            return nil
        }
        let execution = Execution(state: state, block: context.number, parameters: parameters)
        do {
            try execution.precheck(name, CallArguments(values: values), signer: signer)
            return nil
        } catch {
            return .custom(error.customError.rawValue)
        }
    }
}

extension Execution {
    fileprivate func precheck(_ name: String, _ arguments: CallArguments, signer: AccountID) throws(Refusal) {
        switch name {
        case "serve_axon", "serve_axon_tls":
            try checkAxon(try axon(arguments), netuid: try arguments.integer("netuid"), hotkey: signer)
        case "set_weights", "set_mechanism_weights", "commit_weights", "commit_mechanism_weights":
            try checkStake(arguments, hotkey: signer)
        case "commit_timelocked_weights", "commit_timelocked_mechanism_weights":
            try checkStake(arguments, hotkey: signer)
            guard try arguments.integer("reveal_round", UInt64.self) >= state.value(Storage.drandRound, or: 0) else {
                throw .pool(.invalidRevealRound)
            }
        case "reveal_weights", "reveal_mechanism_weights":
            try checkStake(arguments, hotkey: signer)
            let request = WeightRequest(
                netuid: try arguments.integer("netuid"), mechanism: mechanism(arguments),
                uids: try arguments.list("uids"), values: try arguments.list("values"),
                versionKey: try arguments.integer("version_key"))
            _ = try findCommit(request, salt: try arguments.list("salt"), hotkey: signer)
        case "add_stake":
            try checkAddStake(
                try arguments.integer("amount_staked"), on: try arguments.account("hotkey"),
                netuid: try arguments.integer("netuid"), coldkey: signer)
        case "remove_stake":
            try checkRemoveStake(
                try arguments.integer("amount_unstaked"), from: try arguments.account("hotkey"),
                netuid: try arguments.integer("netuid"), coldkey: signer)
        default: break
        }
    }

    private func checkStake(_ arguments: CallArguments, hotkey: AccountID) throws(Refusal) {
        guard hasStakeForWeights(hotkey, netuid: try arguments.integer("netuid")) else {
            throw .subtensor(.notEnoughStakeToSetWeights)
        }
    }
}

extension Refusal {
    /// The number with which the pool refuses what would end in this error.
    fileprivate var customError: CustomPoolError {
        if case .pool(let error) = self { return error }
        guard case .subtensor(let error) = self else { return .badRequest }
        return switch error {
        case .hotKeyNotRegisteredInNetwork: .hotKeyNotRegisteredInNetwork
        case .invalidIpAddress: .invalidIpAddress
        case .servingRateLimitExceeded: .servingRateLimitExceeded
        case .invalidPort: .invalidPort
        case .notEnoughStakeToSetWeights, .amountTooLow: .stakeAmountTooLow
        case .notEnoughBalanceToStake: .balanceTooLow
        case .subnetNotExists: .subnetNotExists
        case .hotKeyAccountNotExists: .hotkeyAccountDoesntExist
        case .notEnoughStakeToWithdraw: .notEnoughStakeToWithdraw
        case .revealTooEarly, .expiredWeightCommit: .commitBlockNotInRevealRange
        case .noWeightsCommitFound, .invalidRevealCommitHashNotMatch: .commitNotFound
        default: .badRequest
        }
    }
}
