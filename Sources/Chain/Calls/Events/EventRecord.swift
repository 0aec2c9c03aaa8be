/// One event of a block.
package struct EventRecord: Sendable, Equatable {
    /// The part of the block's making in which an event came.
    package enum Phase: Sendable, Equatable {
        /// While the extrinsic at this place ran.
        case extrinsic(UInt32)
        case finalization
        case initialization
    }

    package var phase: Phase
    package var pallet: String
    package var name: String
    /// No fields: `.list([])`; one unnamed: that value; several unnamed: `.list`; named: `.record`.
    package var fields: ScaleValue

    package init(phase: Phase, pallet: String, name: String, fields: ScaleValue) {
        self.phase = phase
        self.pallet = pallet
        self.name = name
        self.fields = fields
    }

    /// Reads one element of `System.Events`; nil for a value of another form.
    package init?(_ value: ScaleValue) {
        guard let event = value["event"]?.variant, let inner = event.value.variant,
            let phase = value["phase"]?.variant
        else { return nil }
        switch phase.name {
        case "ApplyExtrinsic":
            guard let index = phase.value.unsigned.flatMap({ UInt32(exactly: $0) }) else { return nil }
            self.phase = .extrinsic(index)
        case "Finalization": self.phase = .finalization
        case "Initialization": self.phase = .initialization
        default: return nil
        }
        pallet = event.name
        name = inner.name
        fields = inner.value
    }

    /// The element of `System.Events`, without topics.
    package var value: ScaleValue {
        let phase: ScaleValue =
            switch phase {
            case .extrinsic(let index): .variant("ApplyExtrinsic", .unsigned(UInt128(index)))
            case .finalization: .variant("Finalization", .list([]))
            case .initialization: .variant("Initialization", .list([]))
            }
        return .record(
            names: ["phase", "event", "topics"],
            values: [phase, .variant(pallet, .variant(name, fields)), .list([])])
    }

    /// All events of a block, from the bytes stored under `System.Events`; nil bytes are no events.
    /// - Throws: ``ScaleError`` or ``MetadataError`` when the bytes do not fit the runtime's types.
    package static func list(_ bytes: [UInt8]?, metadata: Metadata) throws -> [EventRecord] {
        let stored = try metadata.storageValue("System", "Events", bytes)
        return try (stored?.list ?? []).map { value in
            guard let record = EventRecord(value) else {
                throw ScaleError.mismatch(expected: "EventRecord", got: "another shape")
            }
            return record
        }
    }
}
