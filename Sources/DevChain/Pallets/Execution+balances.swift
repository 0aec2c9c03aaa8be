internal import Chain
internal import Keys

extension Execution {
    /// Less than this opens no account and ends one, in rao; a constant of the real chain.
    static let existentialDeposit: UInt64 = 500

    func account(_ id: AccountID) -> AccountRecord { state.value(Storage.account, id, or: AccountRecord()) }

    mutating func transfer(_ name: String, _ arguments: CallArguments, signer: AccountID) throws(Refusal) {
        let receiver = try arguments.address("dest")
        let amount = try arguments.integer("value", UInt64.self)
        let sender = account(signer)
        guard amount <= sender.free else { throw .balances(.insufficientBalance) }
        let rest = sender.free - amount
        if receiver != signer {
            guard name != "transfer_keep_alive" || rest >= Self.existentialDeposit else {
                throw .balances(.expendability)
            }
            let received = account(receiver).free.addingReportingOverflow(amount)
            guard !received.overflow else { throw .other }
            guard received.partialValue >= Self.existentialDeposit else { throw .balances(.existentialDeposit) }
            take(amount, from: signer)
            give(amount, to: receiver)
        }
        emit(
            "Balances", "Transfer",
            .fields(["from": .account(signer), "to": .account(receiver), "amount": .unsigned(UInt128(amount))]))
    }

    /// Adds to a balance, and opens the account when there was none.
    mutating func give(_ amount: UInt64, to id: AccountID) {
        var record = account(id)
        record.free = record.free.addingReportingOverflow(amount).overflow ? .max : record.free + amount
        if record.providers == 0, record.free >= Self.existentialDeposit {
            record.providers = 1
            emit("System", "NewAccount", .fields(["account": .account(id)]))
            emit(
                "Balances", "Endowed",
                .fields(["account": .account(id), "free_balance": .unsigned(UInt128(record.free))]))
        }
        state.set(Storage.account, id, to: record)
    }

    /// Takes from a balance that holds as much.
    mutating func take(_ amount: UInt64, from id: AccountID) {
        var record = account(id)
        record.free -= min(amount, record.free)
        state.set(Storage.account, id, to: record)
    }

    /// Takes from a balance what then exists no more.
    mutating func burn(_ amount: UInt64, from id: AccountID) {
        take(amount, from: id)
        for item in [Storage.issuance, Storage.subtensorIssuance] {
            let issued = state.value(item, or: 0)
            state.set(item, to: issued - min(amount, issued))
        }
    }
}
