import Foundation
import Keys

/// The role can keep its state in its data directory.
struct DirectoryCheck: DoctorCheck {
    /// The directory; it may depend on the hotkey.
    let directory: @Sendable () async throws -> String

    let name = "data-directory"
    let remedyWhenSilent = "its file system does not answer; choose another directory with --data"

    func look() async throws -> DoctorOutcome {
        let directory = try await directory()
        return try await OwnThread.run(limit: limit) { _ in Self.look(directory) }
    }

    private static func look(_ directory: String) -> DoctorOutcome {
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory) {
            let probe = "\(directory)/.doctor"
            do {
                try PrivateFile.write(Array("doctor".utf8), to: probe)
                unlink(probe)
                return .ok("\(directory) is writable")
            } catch {
                return .problem(
                    "\(error)",
                    mend: isDirectory.boolValue
                        ? "sudo chown \"$USER\" \(directory), or choose another directory with --data"
                        : "choose another directory with --data")
            }
        }
        // It is made when the role starts: whether it can be is what counts.
        let parent = ExistingParent.of(directory)
        guard FileManager.default.fileExists(atPath: parent, isDirectory: &isDirectory), isDirectory.boolValue else {
            return .problem(
                "\(directory) cannot be made: \(parent) is a file", mend: "choose another directory with --data")
        }
        guard access(parent, W_OK | X_OK) == 0 else {
            return .problem(
                "\(directory) is not there, and this user may not make it in \(parent)",
                mend: "sudo mkdir -p \(directory) && sudo chown \"$USER\" \(directory)")
        }
        return .ok("\(directory) is made at the start")
    }
}

/// The nearest thing above a path that there is.
enum ExistingParent {
    /// The path itself when it is there; "/" at last.
    static func of(_ path: String) -> String {
        var url = URL(fileURLWithPath: path)
        while url.path != "/", !FileManager.default.fileExists(atPath: url.path) { url.deleteLastPathComponent() }
        return url.path
    }
}
