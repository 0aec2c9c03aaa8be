import Foundation
import Store

/// What the store knew of the market at one moment, made ready for listing; a reference, so that it can be told
/// from another one without comparing.
final class MarketSnapshot: Sendable {
    /// ``MachineStore/marketVersion()`` of that moment.
    let version: Int64
    let machines: EncodedMachines
    let blacklist: Set<String>
    let firstProofs: [String: Date]
    let taken: Set<String>

    /// - Parameter earlier: Its work is taken over when the machines are the same: mostly something else has changed.
    init(_ records: MarketRecords, earlier: MarketSnapshot?) {
        version = records.version
        if let earlier, earlier.machines.machines == records.machines {
            machines = earlier.machines
        } else {
            machines = EncodedMachines(records.machines, memory: .available)
        }
        blacklist = records.blacklist
        firstProofs = records.firstProofs
        taken = records.taken
    }
}
