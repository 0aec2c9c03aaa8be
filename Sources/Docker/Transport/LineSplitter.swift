import NIOCore

/// Cuts a stream of bytes at its line feeds, holding at most one line of `maximum` bytes and what came with it.
struct LineSplitter: Sendable {
    /// A line is longer than allowed.
    struct LineTooLong: Error {}

    private let maximum: Int
    private var buffer = ByteBuffer()
    /// How many of the buffer's readable bytes are known to hold no line feed.
    private var searched = 0

    init(maximum: Int) { self.maximum = maximum }

    /// `bytes` follow what is there.
    mutating func append(_ bytes: ByteBuffer) {
        buffer.discardReadBytes()
        buffer.writeImmutableBuffer(bytes)
    }

    /// The next whole line without its line feed, or nil when more bytes are needed.
    mutating func next() throws -> [UInt8]? {
        let view = buffer.readableBytesView
        guard let end = view.dropFirst(searched).firstIndex(of: 0x0A) else {
            searched = view.count
            guard searched <= maximum else { throw LineTooLong() }
            return nil
        }
        let length = end - view.startIndex
        guard length <= maximum else { throw LineTooLong() }
        searched = 0
        let line = buffer.readBytes(length: length)
        buffer.moveReaderIndex(forwardBy: 1)
        return line
    }

    /// What is left after the last line feed, or nil when there is nothing.
    mutating func rest() -> [UInt8]? {
        buffer.readableBytes > 0 ? buffer.readBytes(length: buffer.readableBytes) : nil
    }
}
