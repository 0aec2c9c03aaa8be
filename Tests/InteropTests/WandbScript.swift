import Foundation

/// Scripts around W&B's protocol that lie beside the checkout; they are no part of the repository.
enum WandbScript {
    /// A stub of W&B's server, written by somebody else than our hub.
    static let stub = path("stub.py")
    /// Drives the real client through all that the reference program uses.
    static let driver = path("driver.py")
    /// The smallest client without the SDK.
    static let bareClient = path("raw_client.py")

    /// In the folder `wandb` of `NI_INTEROP`, or of `shared/interop` beside the checkout; nil when it is not there.
    private static func path(_ name: String) -> String? {
        let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../shared/interop").standardizedFileURL.path
        let path = "\(ProcessInfo.processInfo.environment["NI_INTEROP"] ?? beside)/wandb/\(name)"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
