package import Foundation

/// What the processes of one hotkey remember together of its run in the shared state.
package protocol StateRunStore: Sendable {
    /// The id of the run of `hotkey`, where the Python program keeps it, too; nil when it never had one.
    func runID(hotkey: String) async throws(StoreError) -> String?
    /// `runID` is found under `hotkey` from now on.
    func rememberRun(_ runID: String, hotkey: String) async throws(StoreError)
    /// What is published for `hotkey`: JSON by key.
    func publishedValues(hotkey: String) async throws(StoreError) -> [String: String]
    /// `values`, JSON by key, are published; other keys stay.
    func publish(_ values: [String: String], hotkey: String, at date: Date) async throws(StoreError)
    /// A number that is one above the last, over restarts, too.
    func nextSequence(hotkey: String) async throws(StoreError) -> Int64
    /// Whether `owner` may speak for the run until `end`: nobody else may at `date`.
    func holdRun(hotkey: String, owner: String, until end: Date, at date: Date) async throws(StoreError) -> Bool
    /// `owner` speaks for the run no longer; nothing happens when another does.
    func letGoOfRun(hotkey: String, owner: String) async throws(StoreError)
    /// The hotkeys of all machines that are rented out, the Python program's rows included, in order.
    func rentedHotkeys() async throws(StoreError) -> [String]
}
