/// Whose certificates a `wss` endpoint may show.
package enum WebSocketTrust: Sendable {
    /// Those that the machine trusts.
    case system
    /// Only those signed by these certificates (PEM).
    case certificates(pem: [UInt8])
}
