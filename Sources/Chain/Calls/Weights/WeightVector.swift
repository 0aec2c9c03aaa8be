/// Weights as the chain takes them: the largest is 65,535, zeros are left out.
package struct WeightVector: Sendable, Equatable {
    package let uids: [UInt16]
    package let values: [UInt16]

    /// Divides by the largest weight and rounds half to even, as the Python SDK does; all zeros give no entries.
    ///
    /// - Throws: ``WeightError`` for input that can not be weights.
    package init(uids: [Int], weights: [Float]) throws(WeightError) {
        guard uids.count == weights.count else { throw .lengths(uids: uids.count, weights: weights.count) }
        guard !uids.isEmpty else { throw .empty }
        var largest = 0.0
        for (uid, weight) in zip(uids, weights) {
            guard weight.isFinite else { throw .notFinite }
            guard weight >= 0 else { throw .negative }
            guard UInt16(exactly: uid) != nil else { throw .uid(uid) }
            largest = max(largest, Double(weight))
        }
        var kept: [UInt16] = []
        var values: [UInt16] = []
        for (uid, weight) in zip(uids, weights) where largest > 0 {
            let scaled = (Double(weight) / largest * 65_535).rounded(.toNearestOrEven)
            guard let value = UInt16(exactly: scaled), value > 0, let uid = UInt16(exactly: uid) else { continue }
            kept.append(uid)
            values.append(value)
        }
        self.uids = kept
        self.values = values
    }
}
