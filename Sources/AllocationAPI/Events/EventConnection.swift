import HummingbirdCore
import NIOCore
import NIOHTTPTypes
import WebSockets

/// A connection whose first request decides what becomes of it.
struct EventConnection: ServerChildChannelValue {
    /// What the first request made of a connection.
    enum Use: Sendable {
        /// Requests and answers.
        case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
        /// The same, but the first request, which asked for events, is answered with a refusal.
        case refused(APIProblem, NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
        /// A WebSocket.
        case events(WebSocketSubscriber)
    }

    let channel: any Channel
    /// Fails when the connection ends before its first request has come.
    let use: EventLoopFuture<Use>
}
