internal import Chain
internal import Keys

/// The events with which the runtime ends each extrinsic.
enum DispatchEvents {
    static func success(isFree: Bool, isMandatory: Bool) -> ScaleValue {
        .variant(
            "System",
            .variant("ExtrinsicSuccess", .fields(["dispatch_info": info(isFree: isFree, isMandatory: isMandatory)])))
    }

    static func failure(_ error: ScaleValue, isFree: Bool) -> ScaleValue {
        .variant(
            "System",
            .variant(
                "ExtrinsicFailed",
                .fields(["dispatch_error": error, "dispatch_info": info(isFree: isFree, isMandatory: false)])))
    }

    static func feePaid(_ account: AccountID, fee: UInt64, tip: UInt64) -> ScaleValue {
        .variant(
            "TransactionPayment",
            .variant(
                "TransactionFeePaid",
                .fields([
                    "who": .account(account), "actual_fee": .unsigned(UInt128(fee)), "tip": .unsigned(UInt128(tip)),
                ])))
    }

    static func amount(_ amount: UInt64, of account: AccountID) -> ScaleValue {
        .fields(["who": .account(account), "amount": .unsigned(UInt128(amount))])
    }

    /// The weight is a number that means nothing here: blocks are limited by count.
    static let weight = ScaleValue.fields(["ref_time": .unsigned(1000), "proof_size": .unsigned(0)])

    private static func info(isFree: Bool, isMandatory: Bool) -> ScaleValue {
        .fields([
            "weight": weight, "class": .variant(isMandatory ? "Mandatory" : "Normal", .list([])),
            "pays_fee": .variant(isFree ? "No" : "Yes", .list([])),
        ])
    }
}
