import NIOCore

/// A message as it came.
enum WebSocketMessage: Sendable {
    case text(ByteBuffer)
    case binary(ByteBuffer)
}
