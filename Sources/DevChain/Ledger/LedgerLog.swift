import Chain
import Keys

/// The form of the file to which each sealed block is appended.
///
/// A head of magic and genesis hash; then per block its length, the length's complement, the encoding, and the first
/// 16 bytes of its blake2b hash. A write that was cut off leaves an incomplete last record, which counts as absent.
enum LedgerLog {
    private static let magic = Array("NIDEVLG1".utf8)
    static let headCount = 8 + 32

    static func head(genesis: BlockHash) -> [UInt8] { magic + genesis.bytes }

    static func frame(_ record: LedgerRecord) -> [UInt8] {
        let payload = record.encoded
        var writer = ScaleWriter()
        let length = UInt32(truncatingIfNeeded: payload.count)
        writer.integer(length)
        writer.integer(~length)
        writer.bytes(payload)
        writer.bytes(check(payload))
        return writer.bytes
    }

    /// What a file holds.
    struct Content {
        var records: [LedgerRecord] = []
        /// Where the last whole record ends.
        var end = 0
    }

    /// The whole records of the file, which belongs to the chain of `genesis`.
    static func read(_ bytes: [UInt8], genesis: BlockHash, path: String) throws(LedgerError) -> Content {
        guard bytes.count >= headCount else { return Content() }
        guard bytes.starts(with: magic) else { throw .otherFormat(path: path) }
        guard BlockHash(bytes[8..<headCount]) == genesis else {
            throw .damaged(path: path, reason: "it belongs to another chain")
        }
        var content = Content(end: headCount)
        while bytes.count - content.end >= 8 {
            let start = content.end
            let length = number(bytes, at: start)
            guard number(bytes, at: start + 4) == ~length else {
                // After a loss of power a file may end in zeros that were never written.
                if bytes[start...].allSatisfy({ $0 == 0 }) { break }
                throw .damaged(path: path, reason: "at byte \(start)")
            }
            let end = start + 8 + Int(length) + 16
            guard end <= bytes.count else { break }
            let payload = Array(bytes[(start + 8)..<(end - 16)])
            guard check(payload) == Array(bytes[(end - 16)..<end]) else {
                if end == bytes.count { break }
                throw .damaged(path: path, reason: "at byte \(start)")
            }
            do throws(ScaleError) {
                content.records.append(try LedgerRecord(encoded: payload))
            } catch {
                throw .damaged(path: path, reason: "at byte \(start): \(error)")
            }
            content.end = end
        }
        return content
    }

    private static func check(_ payload: [UInt8]) -> [UInt8] {
        Array(Blake2b.hash(payload, count: 32).prefix(16))
    }

    private static func number(_ bytes: [UInt8], at start: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
    }
}
