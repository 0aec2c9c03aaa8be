import Chain
import Foundation
import Keys
import TestSupport

/// The metadata of the real chain as it was recorded; no part of the repository, and tests without it are skipped.
enum RecordedMetadata {
    static var isPresent: Bool { RecordedFiles.directory != nil }

    static let fifteen = Result { try read("metadata-v15.hex") }
    static let fourteen = Result { try read("metadata-v14.hex") }
    /// With the items that younger runtimes have.
    static let extended = Result { try read("metadata-v15-extended.hex") }

    private static func read(_ name: String) throws -> Metadata {
        guard let directory = RecordedFiles.directory else { throw CocoaError(.fileNoSuchFile) }
        let text = try String(contentsOfFile: directory + "/" + name, encoding: .utf8)
        guard let bytes = Hex.decode(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        guard bytes.first == 1 else { return try Metadata.decode(bytes) }
        // Some of opaque bytes.
        var reader = ScaleReader(Array(bytes.dropFirst()))
        return try Metadata.decode(try reader.byteVector())
    }
}
