import WebSockets

extension NetworkName {
    /// The hosts of those of its nodes that are spoken to over TLS.
    package var secureHosts: [String] { endpoints.filter(\.tls).map(\.host) }
}
