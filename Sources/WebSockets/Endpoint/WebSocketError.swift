/// Why a connection or a server could not be had.
package enum WebSocketError: Error, Equatable, CustomStringConvertible {
    /// No TCP connection: the name is unknown, nobody listens there, no route.
    case unreachable(String)
    /// TLS failed, for example because the certificate is not trusted.
    case untrusted(String)
    /// The server answered, but not with an upgrade to WebSocket.
    case notUpgraded
    /// The limit for connecting passed.
    case timedOut
    /// The connection ended before or while something was sent.
    case closed(WebSocketClose)
    /// The port of the server is taken.
    case addressInUse(host: String, port: Int)
    /// The server cannot listen there.
    case cannotListen(String)

    package var description: String {
        switch self {
        case .unreachable(let reason): "cannot connect: \(reason)"
        case .untrusted(let reason): "TLS failed: \(reason)"
        case .notUpgraded: "the server does not speak WebSocket"
        case .timedOut: "no connection in time"
        case .closed(let close): close.description
        case .addressInUse(let host, let port): "\(host):\(port) is in use by another program"
        case .cannotListen(let reason): "cannot listen: \(reason)"
        }
    }
}
