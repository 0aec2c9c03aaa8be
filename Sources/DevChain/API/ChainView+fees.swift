internal import Chain
internal import Keys

extension ChainView {
    /// `RuntimeDispatchInfo` of an extrinsic, whose signature may be anything; undecodable ones cost the usual fee.
    func dispatchInfo(_ extrinsic: [UInt8]) -> [UInt8] {
        var writer = ScaleWriter()
        writer.compact(UInt64(1000))
        writer.compact(UInt64(0))
        writer.byte(0)
        writer.integer(fee(extrinsic).total)
        return writer.bytes
    }

    /// `FeeDetails` of an extrinsic.
    func feeDetails(_ extrinsic: [UInt8]) -> [UInt8] {
        let (total, tip) = fee(extrinsic)
        var writer = ScaleWriter()
        writer.byte(1)
        for part in [total - tip, 0, 0] { writer.integer(part) }
        writer.integer(tip)
        return writer.bytes
    }

    private func fee(_ extrinsic: [UInt8]) -> (total: UInt64, tip: UInt64) {
        let decoded = try? DecodedExtrinsic.decode(extrinsic, metadata: runtime.metadata)
        let isFree = decoded.map { Execution.isFree($0.call) } ?? false
        let tip = decoded?.tip ?? 0
        return (Fee(runtime.parameters, isFree: isFree, tip: tip).total, tip)
    }
}
