import Foundation

/// Holds a data directory for one process: two with one state file would undo each other's rentals.
package final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// The lock of `directory`, held until the process ends or this value goes.
    /// - Throws: ``MinerProblem`` when another process has it, or no file can be made in it.
    package init(_ directory: String) throws {
        descriptor = open("\(directory)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw MinerProblem.dataDirectoryUnusable(directory) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw MinerProblem.dataDirectoryTaken(directory)
        }
    }

    deinit { close(descriptor) }
}
