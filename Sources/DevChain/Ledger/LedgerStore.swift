import Chain
import Glibc
import Keys

/// The files of a ledger in one directory.
///
/// `chain.state` is the whole of it at some block and is replaced as one; `chain.blocks` gets every block sealed since.
/// A process killed at any moment loses at most the block that it was writing. Used by one task at a time.
final class LedgerStore {
    private static let limit = 1 << 31

    private let directory: String
    private let lock: LedgerLock
    private let log: Int32
    /// Blocks after which the state is written anew.
    private let compaction: Int
    private var length: Int
    private var blocks = 0
    /// True when the last block had not been written whole when the process before this one ended: it is lost.
    let wasCut: Bool

    private static func statePath(_ directory: String) -> String { "\(directory)/chain.state" }
    private static func logPath(_ directory: String) -> String { "\(directory)/chain.blocks" }

    /// Opens the directory, which is made if need be, and sets `ledger`, given at genesis, to what is in it.
    ///
    /// - Throws: ``LedgerError``, `FileError`.
    init(_ directory: String, ledger: inout Ledger, compaction: Int = 512) throws {
        self.compaction = compaction
        try PrivateFile.makeDirectory(directory)
        lock = try LedgerLock(directory)
        self.directory = directory
        let path = Self.logPath(directory)
        let genesis = ledger.genesisHash
        if let bytes = try PrivateFile.read(Self.statePath(directory), limit: Self.limit) {
            let kept = try LedgerSnapshot.decode(bytes, path: Self.statePath(directory), depth: ledger.depth)
            guard kept.genesisHash == genesis else { throw LedgerError.otherGenesis(directory: directory) }
            ledger = kept
        } else {
            // Before the first block, so that a log without its state is known to be damage.
            guard try PrivateFile.read(path, limit: Self.limit) == nil else {
                throw LedgerError.damaged(path: path, reason: "chain.state beside it is missing")
            }
            try PrivateFile.write(LedgerSnapshot.encode(ledger), to: Self.statePath(directory))
        }
        let bytes = try PrivateFile.read(path, limit: Self.limit) ?? []
        let content = try LedgerLog.read(bytes, genesis: genesis, path: path)
        for record in content.records where record.block.number > ledger.head.number {
            guard ledger.append(record) else {
                throw LedgerError.damaged(path: path, reason: "block \(record.block.number) does not follow")
            }
            blocks += 1
        }
        wasCut = content.end < bytes.count
        log = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard log >= 0 else { throw LedgerError.unusable(path: path, code: errno) }
        length = content.end
        if length == 0 {
            try replaceLog(genesis: genesis)
        } else if wasCut {
            guard ftruncate(log, length) == 0 else { throw failure() }
        }
    }

    deinit { close(log) }

    /// Puts the record on disk (to the system, which survives the end of this process).
    ///
    /// - Throws: ``LedgerError``; the file is then as it was.
    func append(_ record: LedgerRecord) throws(LedgerError) {
        try write(LedgerLog.frame(record), at: length)
        blocks += 1
    }

    /// Writes the state anew when many blocks have been appended since.
    func compact(_ ledger: Ledger) throws {
        guard blocks >= compaction else { return }
        try PrivateFile.write(LedgerSnapshot.encode(ledger), to: Self.statePath(directory))
        // Should the process end here, the blocks in the log are older than the state, and skipped.
        try replaceLog(genesis: ledger.genesisHash)
        blocks = 0
    }

    private func replaceLog(genesis: BlockHash) throws(LedgerError) {
        guard ftruncate(log, 0) == 0 else { throw failure() }
        length = 0
        try write(LedgerLog.head(genesis: genesis), at: 0)
    }

    private func write(_ bytes: [UInt8], at start: Int) throws(LedgerError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(log, buffer.baseAddress?.advanced(by: written), bytes.count - written, start + written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let failure = failure()
                ftruncate(log, start)
                throw failure
            }
            written += count
        }
        length = start + bytes.count
    }

    private func failure() -> LedgerError { .unusable(path: Self.logPath(directory), code: errno) }
}
