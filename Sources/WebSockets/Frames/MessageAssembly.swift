import NIOCore
import NIOWebSocket

/// Puts messages together from frames, and notices what breaks the protocol (RFC 6455, 5).
struct MessageAssembly {
    /// True on a server: what it receives must be masked.
    let masked: Bool
    let limit: Int
    let fragmentLimit: Int

    private var opcode: WebSocketOpcode?
    private var gathered = ByteBuffer()
    private var fragments = 0

    init(masked: Bool, limit: Int, fragmentLimit: Int) {
        self.masked = masked
        self.limit = limit
        self.fragmentLimit = fragmentLimit
    }

    /// What a frame completes.
    enum Step: Equatable {
        case nothing
        case text(ByteBuffer)
        case binary(ByteBuffer)
        case ping(ByteBuffer)
        case pong
        case close(code: UInt16?)
        case violation(WebSocketErrorCode, String)
    }

    mutating func take(_ frame: WebSocketFrame) -> Step {
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            return .violation(.protocolError, "a reserved bit is set")
        }
        guard (frame.maskKey != nil) == masked else {
            return .violation(.protocolError, masked ? "a frame is not masked" : "a frame is masked")
        }
        switch frame.opcode {
        case .ping: return .ping(frame.unmaskedData)
        case .pong: return .pong
        case .connectionClose: return Self.close(frame.unmaskedData)
        case .text, .binary, .continuation: return gather(frame)
        default: return .violation(.protocolError, "unknown opcode")
        }
    }

    private mutating func gather(_ frame: WebSocketFrame) -> Step {
        guard (frame.opcode == .continuation) == (opcode != nil) else {
            return .violation(.protocolError, "fragments out of order")
        }
        if frame.fin, opcode == nil { return Self.whole(frame.opcode, frame.unmaskedData) }
        opcode = opcode ?? frame.opcode
        fragments += 1
        guard fragments <= fragmentLimit, gathered.readableBytes + frame.length <= limit else {
            return .violation(.messageTooLarge, "a message is too large")
        }
        var data = frame.unmaskedData
        gathered.writeBuffer(&data)
        guard frame.fin, let opcode else { return .nothing }
        let message = gathered
        self.opcode = nil
        gathered = ByteBuffer()
        fragments = 0
        return Self.whole(opcode, message)
    }

    private static func whole(_ opcode: WebSocketOpcode, _ data: ByteBuffer) -> Step {
        opcode == .text ? .text(data) : .binary(data)
    }

    private static func close(_ data: ByteBuffer) -> Step {
        switch data.readableBytes {
        case 0: .close(code: nil)
        case 1: .violation(.protocolError, "half a close code")
        default: .close(code: data.getInteger(at: data.readerIndex))
        }
    }
}
