import Glibc

/// A file system's size in bytes.
package struct DiskSpace: Sendable, Equatable {
    package var total = 0
    /// What programs that are not root's can still write.
    package var free = 0
    package var used = 0

    package init() {}

    /// Of the file system of `directory`; 0 where there is no such directory.
    package init(of directory: String) {
        var status = statvfs()
        guard statvfs(directory, &status) == 0 else { return }
        let size = UInt64(status.f_frsize)
        total = Self.bytes(UInt64(status.f_blocks), size)
        free = Self.bytes(UInt64(status.f_bavail), size)
        used = max(0, total - Self.bytes(UInt64(status.f_bfree), size))
    }

    /// Of the file system in which the engine keeps its data, at `engine`, or where this machine does not have that
    /// directory, as with an engine in a container, of that of `directory`.
    package init(engine: String?, else directory: String) {
        if let engine {
            self.init(of: engine)
            if total > 0 { return }
        }
        self.init(of: directory)
    }

    private static func bytes(_ blocks: UInt64, _ size: UInt64) -> Int {
        let (bytes, overflow) = blocks.multipliedReportingOverflow(by: size)
        return overflow ? Int.max : Int(clamping: bytes)
    }
}
