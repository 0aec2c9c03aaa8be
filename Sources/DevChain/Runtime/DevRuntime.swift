package import Chain
internal import Keys

/// The rules of the development chain: what an extrinsic does to the storage and what a runtime call answers.
///
/// Pure: the same state, context and bytes give the same result; it keeps nothing between calls.
/// `begin` and `apply` also write what the real System pallet writes (Number, ParentHash, BlockHash of the parent,
/// ExtrinsicCount, EventCount, Events), so that a node stores the state after the last `apply` and nothing else.
package struct DevRuntime: Sendable {
    /// The rules that genesis writes into the storage.
    package let parameters: ChainParameters
    /// The description of this runtime, format 15.
    package let metadata: Metadata
    /// The same in format 14, encoded, beginning with `meta`.
    package let metadata14: [UInt8]
    /// `metadata`, encoded, beginning with `meta`.
    package let metadata15: [UInt8]

    /// The same for runtimes with the same metadata. Clients keep metadata under the genesis hash, so that another
    /// runtime has to be another chain.
    let fingerprint: [UInt8]

    package init(parameters: ChainParameters = ChainParameters()) {
        self.parameters = parameters
        metadata = RuntimeDescription.shared.metadata
        metadata14 = RuntimeDescription.shared.encoded14
        fingerprint = RuntimeDescription.shared.fingerprint
        metadata15 = RuntimeDescription.shared.encoded15
    }

    /// Name, versions and runtime APIs, as clients ask for them.
    package static let version = DevRuntimeVersion()

    /// The storage of block 0.
    package func genesis(_ configuration: GenesisConfiguration) -> ChainState {
        Genesis(parameters: parameters, configuration: configuration).state
    }

    /// Blocks whose hashes the storage holds: the constant `System.BlockHashCount`.
    static let rememberedHashes: UInt64 = 2_400

    /// Begins a block: its number, its time, and the events of the inherent that sets the time, which is extrinsic 0.
    package func begin(block context: BlockContext, state: inout ChainState) -> [EventRecord] {
        state.set(Storage.number, to: UInt32(truncatingIfNeeded: context.number))
        state.set(Storage.parentHash, to: AccountID(context.parentHash))
        if context.number > 0 {
            let parent = UInt32(truncatingIfNeeded: context.number - 1)
            state.set(Storage.blockHash, parent, to: AccountID(context.parentHash))
        }
        // As the real chain forgets them, too; that of block 0 stays.
        if context.number > Self.rememberedHashes + 1 {
            let forgotten = UInt32(truncatingIfNeeded: context.number - Self.rememberedHashes - 1)
            state.set(Storage.blockHash, forgotten, to: nil)
        }
        state.set(Storage.now, to: context.now)
        state.set(Storage.extrinsicCount, to: 1)
        state.set(Storage.eventCount, to: nil)
        state[Storage.events] = nil
        for netuid in Execution.subnets(state) {
            state.set(Storage.registrationsThisBlock, netuid, to: nil)
            let interval = UInt64(state.value(Storage.adjustmentInterval, netuid, or: 100))
            let last = state.value(Storage.lastAdjustment, netuid, or: 0)
            guard context.number >= last, context.number - last >= max(interval, 1) else { continue }
            // The price stays as it is: only the counters begin anew.
            state.set(Storage.lastAdjustment, netuid, to: context.number)
            state.set(Storage.registrationsThisInterval, netuid, to: nil)
            state.set(Storage.burnRegistrations, netuid, to: nil)
        }
        let success = DispatchEvents.success(isFree: false, isMandatory: true)
        return deposit([success], extrinsic: 0, in: &state)
    }

    /// Runs an extrinsic that `admit` lets pass and whose nonce is the account's; another one changes nothing.
    package func apply(
        _ extrinsic: DecodedExtrinsic, index: UInt32, state: inout ChainState, context: BlockContext
    ) -> [EventRecord] {
        guard let signer = extrinsic.signer else { return [] }
        var record = state.value(Storage.account, signer, or: AccountRecord())
        guard record.nonce == extrinsic.nonce, record.nonce < .max else { return [] }
        record.nonce += 1
        state.set(Storage.account, signer, to: record)
        state.set(Storage.extrinsicCount, to: index &+ 1)

        let isFree = Execution.isFree(extrinsic.call)
        let fee = Fee(parameters, isFree: isFree, tip: extrinsic.tip)
        var execution = Execution(state: state, block: context.number, parameters: parameters)
        // Two holders of the storage would make each write copy all of it.
        state = ChainState()
        if fee.total > 0 {
            execution.burn(fee.total, from: signer)
            execution.emit("Balances", "Withdraw", DispatchEvents.amount(fee.total, of: signer))
        }
        var refusal: Refusal?
        do {
            try execution.run(extrinsic.call, signer: signer)
        } catch {
            refusal = error
        }
        state = execution.state
        let paid = DispatchEvents.feePaid(signer, fee: fee.total, tip: extrinsic.tip)
        let end =
            refusal.map { DispatchEvents.failure($0.value, isFree: isFree) }
            ?? DispatchEvents.success(isFree: isFree, isMandatory: false)
        return deposit(execution.events + [paid, end], extrinsic: index, in: &state)
    }

    /// The inherent that sets the time of a block: extrinsic 0 of each, with its length prefix.
    package func timestampExtrinsic(milliseconds: UInt64) -> [UInt8] {
        var call = ScaleWriter()
        call.bytes([0x04, 2, 0])
        call.compact(milliseconds)
        var extrinsic = ScaleWriter()
        extrinsic.byteVector(call.bytes)
        return extrinsic.bytes
    }

    /// Adds events to those of the block, in the storage too.
    private func deposit(
        _ events: [ScaleValue], extrinsic: UInt32, in state: inout ChainState
    ) -> [EventRecord] {
        var count = state.value(Storage.eventCount, or: 0)
        var bytes: [UInt8] = []
        if let old = state[Storage.events] {
            // The count in front grows with the list.
            var reader = ScaleReader(old)
            _ = try? reader.compact(UInt32.self)
            bytes = Array(old[reader.offset...])
        }
        var records: [EventRecord] = []
        for event in events {
            guard let (pallet, inner) = event.variant, let (name, fields) = inner.variant else { continue }
            let record = EventRecord(phase: .extrinsic(extrinsic), pallet: pallet, name: name, fields: fields)
            let type = RuntimeDescription.shared.eventType
            guard let encoded = try? metadata.types.encode(record.value, as: type) else { continue }
            bytes += encoded
            count += 1
            records.append(record)
        }
        var writer = ScaleWriter()
        writer.compact(count)
        writer.bytes(bytes)
        state[Storage.events] = writer.bytes
        state.set(Storage.eventCount, to: count)
        return records
    }
}
