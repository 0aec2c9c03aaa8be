/// A call of the runtime by name, not yet encoded for any version of it.
package struct RuntimeCall: Sendable, Equatable {
    package var pallet: String
    package var name: String
    /// A `.record`; its order does not matter, `.list([])` when the call takes nothing.
    package var arguments: ScaleValue

    package init(pallet: String, name: String, arguments: ScaleValue) {
        self.pallet = pallet
        self.name = name
        self.arguments = arguments
    }

    /// The bytes for this runtime: pallet index, call index, arguments in the runtime's order.
    /// - Throws: ``MetadataError`` when the runtime has no such call; ``ScaleError/mismatch(expected:got:)`` when an
    ///   argument is missing, unknown to the runtime or does not fit its type.
    package func encoded(_ metadata: Metadata) throws -> [UInt8] {
        let call = try metadata.call(pallet, name)
        guard let calls = metadata.pallet(index: call.palletIndex)?.calls else {
            throw MetadataError.noCall(pallet, name)
        }
        let payload = call.fields.isEmpty && arguments == .record(names: [], values: []) ? .list([]) : arguments
        return [call.palletIndex] + (try metadata.types.encode(.variant(name, payload), as: calls))
    }
}
