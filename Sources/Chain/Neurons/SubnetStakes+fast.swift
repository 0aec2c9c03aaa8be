extension SubnetStakes {
    /// What `fast` found in bytes that can be read.
    package enum Answer: Sendable, Equatable {
        /// The runtime knows no such subnet.
        case noSubnet
        case stakes(SubnetStakes)
    }

    /// The stakes in `bytes`, an `Option<SubnetState>` of the layout that ``NeuronLayout`` knows; nil when they cannot be
    /// read to the last byte.
    package static func fast(_ bytes: [UInt8]) -> Answer? {
        bytes.withUnsafeBytes { raw in
            var cursor = WireCursor(raw)
            guard cursor.bool() else { return cursor.isFinished ? .noSubnet : nil }
            let stakes = SubnetStakes(&cursor)
            return cursor.isFinished ? .stakes(stakes) : nil
        }
    }

    private init(_ cursor: inout WireCursor) {
        netuid = cursor.compact()
        hotkeys = cursor.vector(size: 32) { $0.account() }
        _ = cursor.vector(size: 32) { $0.account() }
        // active, validator_permit
        for _ in 0..<2 { _ = cursor.vector { $0.bool() } }
        // pruning_score, last_update, emission
        cursor.skipVector(UInt16.self)
        cursor.skipVector(UInt64.self)
        cursor.skipVector(UInt64.self)
        // dividends, incentives, consensus, trust, rank
        for _ in 0..<5 { cursor.skipVector(UInt16.self) }
        // block_at_registration
        cursor.skipVector(UInt64.self)
        alpha = cursor.vector { $0.compact() }
        tao = cursor.vector { $0.compact() }
        total = cursor.vector { $0.compact() }
        // emission_history
        for _ in 0..<cursor.count() where !cursor.failed { cursor.skipVector(UInt64.self) }
    }
}
