import Foundation

/// Holds a data directory for one process: two miners with one state file would undo each other's rentals.
package final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// The lock of `directory`, held until the process ends or this value goes.
    /// - Throws: ``MinerProblem/dataDirectoryTaken(_:)`` when another process has it.
    package init(_ directory: String) throws {
        descriptor = open("\(directory)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            if descriptor >= 0 { close(descriptor) }
            throw MinerProblem.dataDirectoryTaken(directory)
        }
    }

    deinit { close(descriptor) }
}
