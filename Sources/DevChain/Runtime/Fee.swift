/// What an extrinsic costs its signer, in rao: a constant unless the call is free, and the tip in any case.
struct Fee {
    let total: UInt64

    init(_ parameters: ChainParameters, isFree: Bool, tip: UInt64) {
        let base = isFree ? 0 : parameters.fee
        total = base.addingReportingOverflow(tip).overflow ? .max : base + tip
    }
}
