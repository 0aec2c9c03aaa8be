import Foundation

/// Where the recorded answers of the real chain are; they are no part of the repository.
package enum RecordedFiles {
    /// `NI_RECORDED`, or `shared/fixtures/recorded` beside the checkout; nil when there is none.
    package static let directory: String? = {
        let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../shared/fixtures/recorded").standardizedFileURL.path
        let path = ProcessInfo.processInfo.environment["NI_RECORDED"] ?? beside
        return FileManager.default.fileExists(atPath: path + "/metadata-v15.hex") ? path : nil
    }()
}
