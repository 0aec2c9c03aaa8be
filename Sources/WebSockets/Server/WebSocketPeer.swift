import NIOWebSocket

/// One client of a ``WebSocketServer``.
package final class WebSocketPeer: Sendable, Identifiable {
    /// Counts the connections of a server, from 1.
    package let id: UInt64
    /// Address and port of the client, for people.
    package let remoteAddress: String
    /// What the client sends; to be iterated once.
    package let messages: PeerMessages

    private let frames: FrameChannel

    init(id: UInt64, frames: FrameChannel, messages: PeerMessages) {
        self.id = id
        self.frames = frames
        self.messages = messages
        remoteAddress = frames.remoteAddress
    }

    /// Queues a text message.
    ///
    /// Messages arrive in the order of the calls. A peer that reads too slowly loses its connection.
    /// - Returns: False when the connection has ended or ends now.
    @discardableResult
    package func send(_ text: String) -> Bool {
        frames.post(text.utf8) != nil
    }

    /// Queues a text message given as UTF-8.
    @discardableResult
    package func send(_ text: [UInt8]) -> Bool {
        frames.post(text) != nil
    }

    /// Begins to close the connection; what was queued still goes out.
    package func beginClose() {
        frames.beginClose(.ours, code: .normalClosure)
    }

    /// Begins to close the connection because the server shuts down.
    func goAway() {
        frames.beginClose(.ours, code: .goingAway)
    }

    /// Ends the connection at once, in the middle of whatever is sent.
    package func drop() {
        frames.cut(.ours)
    }

    /// Returns when the connection has ended.
    package func waitClosed() async {
        await frames.waitClosed()
    }
}
