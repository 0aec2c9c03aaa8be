import Crypto
internal import Glibc
import Keys
import Synchronization

/// The file of a ``NonceLedger``'s mark, overwritten in place: a tenant who fills the disk must not stop his release.
///
/// Two records, each in a block of its own, are written in turn. Each carries a number that goes up with every write, and
/// a digest: one that a crash cut off counts as unwritten, and the one before it holds.
final class NonceMarkFile: Sendable {
    /// The mark that the file held when it was opened; 0 when there was none.
    let mark: UInt64
    private let path: String
    private let state: Mutex<State>

    private struct State {
        /// The number of the record that was written last.
        var number: UInt64
        /// Whether the file has its final size, so that writing a record needs no space.
        var isPlaced: Bool
    }

    /// Bytes between the records' beginnings: a device that loses power loses a block, never two.
    private static let block = 4_096
    private static let size = 2 * block
    /// Bytes that the older form, one number, may have.
    private static let oldSize = 64

    /// The file at `path`, which need not exist.
    /// - Throws: ``NonceLedger/DamagedMark`` when no mark can be read from it.
    init(path: String) throws {
        self.path = path
        let bytes = try PrivateFile.read(path, limit: Self.size) ?? []
        if bytes.count == Self.size {
            let records = (0..<2).compactMap { Record(bytes[($0 * Self.block)...], at: $0) }
            guard let newest = records.max(by: { $0.number < $1.number }) else {
                throw NonceLedger.DamagedMark(path: path)
            }
            mark = newest.mark
            state = Mutex(State(number: newest.number, isPlaced: true))
            return
        }
        guard let mark = bytes.isEmpty ? 0 : Self.oldMark(bytes) else { throw NonceLedger.DamagedMark(path: path) }
        self.mark = mark
        // Now, while there may be space; without it the first mark tries again.
        let isPlaced = (try? Self.place(Record(number: 1, mark: mark), at: path)) != nil
        state = Mutex(State(number: 1, isPlaced: isPlaced))
    }

    /// The file holds `mark`, durably; on an error it holds this mark or the one before.
    func write(_ mark: UInt64) throws {
        try state.withLock { state in
            // The same number again after an error: the other record is the only good one.
            let next = Record(number: state.number &+ 1, mark: mark)
            if try !(state.isPlaced && overwrite(next)) {
                try Self.place(next, at: path)
                state.isPlaced = true
            }
            state.number = next.number
        }
    }

    /// False when there is no file of the right size to be overwritten.
    private func overwrite(_ record: Record) throws(FileError) -> Bool {
        let descriptor = retried { open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC) }
        guard descriptor >= 0 else {
            if errno == ENOENT { return false }
            throw failure("open")
        }
        defer { close(descriptor) }
        guard lseek(descriptor, 0, SEEK_END) == off_t(Self.size) else { return false }
        let bytes = record.bytes
        let start = record.place * Self.block
        let count = bytes.withUnsafeBytes { buffer in
            retried { pwrite(descriptor, buffer.baseAddress, buffer.count, off_t(start)) }
        }
        guard count == bytes.count else { throw failure("write") }
        guard fdatasync(descriptor) == 0 else { throw failure("save") }
        return true
    }

    /// A new file takes the place of what is at `path`; both of its records say the same.
    private static func place(_ record: Record, at path: String) throws(FileError) {
        var bytes = [UInt8](repeating: 0, count: size)
        for record in [record, Record(number: record.number &- 1, mark: record.mark)] {
            bytes.replaceSubrange((record.place * block)..<(record.place * block + Record.length), with: record.bytes)
        }
        try PrivateFile.write(bytes, to: path)
    }

    /// The mark of the older form: a number in the first line.
    private static func oldMark(_ bytes: [UInt8]) -> UInt64? {
        guard bytes.count <= oldSize else { return nil }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.flatMap { UInt64($0) }
    }

    private func failure(_ step: String) -> FileError { .system(step: step, path: path, code: errno) }

    private func retried<Number: SignedInteger>(_ call: () -> Number) -> Number {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }
}

extension NonceMarkFile {
    /// A mark as one of the file's two places holds it.
    private struct Record {
        let number: UInt64
        let mark: UInt64

        private static let tag = "ni-nonce-mark/1"
        /// Bytes of every record: the tag, two numbers of 20 digits, the digest, a new line.
        static let length = 75

        /// Which of the two places is its own.
        var place: Int { Int(number % 2) }

        init(number: UInt64, mark: UInt64) {
            self.number = number
            self.mark = mark
        }

        /// The record at the beginning of `bytes`, which are those of `place`; nil when it is not whole.
        init?(_ bytes: ArraySlice<UInt8>, at place: Int) {
            let parts = String(decoding: bytes.prefix(Self.length), as: UTF8.self).split(separator: " ")
            guard parts.count == 4, let number = UInt64(parts[1]), let mark = UInt64(parts[2]) else { return nil }
            self.init(number: number, mark: mark)
            guard self.place == place, self.bytes.elementsEqual(bytes.prefix(Self.length)) else { return nil }
        }

        var bytes: [UInt8] {
            let text = "\(Self.tag) \(Self.padded(number)) \(Self.padded(mark))"
            let digest = Hex.encode(SHA256.hash(data: Array(text.utf8)).prefix(8))
            return Array("\(text) \(digest)\n".utf8)
        }

        private static func padded(_ number: UInt64) -> String {
            let digits = "\(number)"
            return String(repeating: "0", count: 20 - digits.count) + digits
        }
    }
}
