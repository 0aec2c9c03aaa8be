import Foundation
import JSON
import SharedState

/// A run as a hub keeps it.
struct ShelvedRun: Sendable {
    /// Counts the runs that this hub ever had, so no two runs have the same, in the order in which they were made.
    let sequence: Int64
    let key: RunKey
    let createdAt: Date
    var displayName: String
    /// As the client wrote it, `Infinity` and all.
    var configText: String
    /// Parsed when it came: queries look at every run, and must not parse each.
    var config: RunConfig
    var summaryText = "{}"
    var details: RunDetails
    var pulse: RunPulse

    /// The name by which a client deletes or changes it without naming a project.
    var storageID: String { Data("Run:v1:\(sequence)".utf8).base64EncodedString() }

    /// The sequence that ``storageID`` holds; nil for other texts.
    static func sequence(storageID: String) -> Int64? {
        guard storageID.utf8.count <= 64, let data = Data(base64Encoded: storageID),
            let text = String(data: data, encoding: .utf8), text.hasPrefix("Run:v1:")
        else { return nil }
        return Int64(text.dropFirst(7))
    }
}
