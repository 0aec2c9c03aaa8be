import NIOCore

/// Takes apart the engine's stream of standard output and error, and keeps a bounded part of each.
///
/// A frame is `[stream, 0, 0, 0, length (UInt32, big-endian), bytes…]` with stream 0 (input), 1 (output) or 2 (error):
/// Engine API, "Attach to a container", "Stream format".
struct StreamDemultiplexer: Sendable {
    /// The bytes are not frames.
    struct BadFrame: Error {}

    /// Bytes kept of each of the two streams; what is beyond is counted as truncated.
    let maximum: Int
    private(set) var output = CollectedOutput()
    private var header: [UInt8] = []
    private var stream: UInt8 = 0
    private var remaining = 0

    init(maximum: Int) { self.maximum = maximum }

    /// True between two frames: where an answer may end.
    var isAtBoundary: Bool { header.isEmpty && remaining == 0 }

    /// `bytes`, which may begin and end anywhere in a frame, are taken in.
    mutating func append(_ bytes: ByteBuffer) throws {
        var bytes = bytes
        while bytes.readableBytes > 0 {
            if remaining == 0 {
                guard let more = bytes.readBytes(length: min(8 - header.count, bytes.readableBytes)) else { return }
                header += more
                if header.count == 8 { try begin() }
            } else {
                guard let piece = bytes.readBytes(length: min(remaining, bytes.readableBytes)) else { return }
                remaining -= piece.count
                keep(piece)
            }
        }
    }

    private mutating func begin() throws {
        guard header[0] <= 2, header[1] == 0, header[2] == 0, header[3] == 0 else { throw BadFrame() }
        stream = header[0]
        remaining = header[4...].reduce(0) { $0 << 8 | Int($1) }
        header.removeAll(keepingCapacity: true)
    }

    private mutating func keep(_ piece: [UInt8]) {
        let kept = stream == 2 ? output.standardError.count : output.standardOutput.count
        let part = piece.prefix(max(0, maximum - kept))
        if part.count < piece.count { output.isTruncated = true }
        if stream == 2 { output.standardError += part } else { output.standardOutput += part }
    }
}
