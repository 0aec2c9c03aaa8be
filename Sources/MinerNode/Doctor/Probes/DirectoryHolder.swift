import Foundation

/// Tells which process has the lock of a data directory, without touching the lock.
enum DirectoryHolder {
    /// The process that holds `directory` (``DirectoryLock``); nil when none does, or it is hidden from us.
    ///
    /// - Parameter locks: What the kernel lists: `1: FLOCK  ADVISORY  WRITE 4711 fd:01:262154 0 EOF` (proc_locks(5)).
    static func process(of directory: String, locks: String = "/proc/locks") -> Int32? {
        var status = stat()
        guard stat("\(directory)/lock", &status) == 0, let list = try? String(contentsOfFile: locks, encoding: .utf8)
        else { return nil }
        for line in list.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 6, words[1] == "FLOCK", let process = Int32(words[4]), process > 0,
                let inode = words[5].split(separator: ":").last.flatMap({ UInt64($0) }), inode == UInt64(status.st_ino)
            else { continue }
            return process
        }
        return nil
    }
}
