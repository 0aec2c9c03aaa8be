/// The machines that validators have measured, read without parsing their JSON again.
package protocol MachineStore: Sendable {
    /// A number that is another one after every change, by whatever process, of what ``marketRecords()`` tells.
    func marketVersion() async throws(StoreError) -> Int64

    /// What the market consists of; rows that changed since the last call are parsed once and kept typed.
    func marketRecords() async throws(StoreError) -> MarketRecords
}
