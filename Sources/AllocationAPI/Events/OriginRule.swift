import NIOHTTP1

/// Whose pages may open a WebSocket: a browser shows the client's certificate on behalf of any page that asks.
enum OriginRule {
    /// Whether a request with these headers comes from no page, or from one that this very server has served.
    static func admits(_ headers: HTTPHeaders) -> Bool {
        let origins = headers["origin"]
        guard !origins.isEmpty else { return true }
        guard origins.count == 1, let origin = origins.first?.lowercased() else { return false }
        let hosts = headers["host"]
        guard hosts.count == 1, let host = hosts.first?.lowercased(), !host.isEmpty else { return false }
        for (scheme, port) in [("https://", ":443"), ("http://", ":80")] where origin.hasPrefix(scheme) {
            let own = String(origin.dropFirst(scheme.count))
            return full(own, port) == full(host, port)
        }
        return false
    }

    /// `authority` with its port.
    private static func full(_ authority: String, _ port: String) -> String {
        // An IPv6 address in brackets has colons of its own.
        let tail = authority.split(separator: "]", omittingEmptySubsequences: false).last ?? ""
        return tail.contains(":") ? authority : authority + port
    }
}
