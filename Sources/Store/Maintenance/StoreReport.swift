/// What an inspection of a database found.
package struct StoreReport: Sendable, Equatable, Codable {
    /// What SQLite's `integrity_check` complains about; empty when the file is whole.
    package var damages: [String] = []
    /// Rows whose parent is missing, by table.
    package var orphans: [String: Int] = [:]
    /// Live rentals, by state.
    package var rentals: [String: Int] = [:]
    /// Rows of the Python program's `allocation` that are not copies of a rental of ours.
    package var legacyAllocations = 0
    /// Rows of `allocation` whose details are no JSON object.
    package var malformedAllocations = 0
    /// Rentals with secrets that the key file cannot open; nil when there is no key file.
    package var unreadableSecrets: Int?

    /// Whether nothing needs an operator: orphans of the Python program are common and harmless.
    package var isSound: Bool { damages.isEmpty && malformedAllocations == 0 && (unreadableSecrets ?? 0) == 0 }

    private enum CodingKeys: String, CodingKey {
        case damages
        case orphans
        case rentals
        case legacyAllocations = "legacy_allocations"
        case malformedAllocations = "malformed_allocations"
        case unreadableSecrets = "unreadable_secrets"
    }
}
