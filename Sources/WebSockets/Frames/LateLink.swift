import NIOWebSocket
import Synchronization

/// The way from the callbacks of a frame handler back to its channel, which exists only after them.
final class LateLink: Sendable {
    private struct Weak {
        weak var frames: FrameChannel?
    }

    private let frames = Mutex(Weak())

    func set(_ channel: FrameChannel) {
        frames.withLock { $0.frames = channel }
    }

    /// Ends the connection because of what came.
    func refuse(_ reason: String) {
        frames.withLock { $0.frames }?.beginClose(.violation(reason), code: .unacceptableData)
    }

    func pause(_ pause: Bool) {
        frames.withLock { $0.frames }?.pause(pause)
    }
}
