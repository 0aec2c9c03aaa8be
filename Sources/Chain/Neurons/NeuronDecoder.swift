import Synchronization

/// Decodes neurons and stakes: on the fast path while the runtime has the layout that it knows, else by the type registry.
///
/// The runtime's types are compared once for each spec version; both paths give the same values.
package final class NeuronDecoder: Sendable {
    private struct Kind: Hashable {
        let specVersion: UInt32
        let type: UInt32
    }

    private let known = Mutex<[Kind: Bool]>([:])

    package init() {}

    /// The neurons in a `Vec<NeuronInfoLite>` of type `id`.
    /// - Throws: ``ScaleError`` or ``NeuronValueError``.
    package func neurons(_ bytes: [UInt8], as id: UInt32, runtime: ChainRuntime) throws -> [NeuronLite] {
        if isKnown(id, runtime, NeuronLayout.isNeurons(_:in:)), let neurons = NeuronLite.fastVector(bytes) {
            return neurons
        }
        // What the fast path refuses the registry refuses, too, and says why.
        return try NeuronLite.vector(try runtime.metadata.types.decode(id, bytes))
    }

    /// The stakes in an `Option<SubnetState>` of type `id`.
    /// - Throws: ``ScaleError`` or ``NeuronValueError``.
    package func stakes(_ bytes: [UInt8], as id: UInt32, runtime: ChainRuntime) throws -> SubnetStakes.Answer {
        if isKnown(id, runtime, NeuronLayout.isState(_:in:)), let answer = SubnetStakes.fast(bytes) { return answer }
        return try SubnetStakes.answer(try runtime.metadata.types.decode(id, bytes))
    }

    private func isKnown(_ id: UInt32, _ runtime: ChainRuntime, _ check: (UInt32, TypeRegistry) -> Bool) -> Bool {
        let kind = Kind(specVersion: runtime.version.specVersion, type: id)
        if let known = known.withLock({ $0[kind] }) { return known }
        let isKnown = check(id, runtime.metadata.types)
        known.withLock { $0[kind] = isKnown }
        return isKnown
    }
}
