/// Where a WebSocket server listens: `ws://host[:port][/path]` or `wss://...`.
///
/// The path may hold somebody's access key, so descriptions leave it out.
package struct WebSocketEndpoint: Hashable, Sendable {
    package let host: String
    package let port: Int
    /// With the query, if there is one; begins with `/`.
    package let path: String
    /// True for `wss`: TLS with a verified certificate.
    package let tls: Bool

    /// What cannot be an endpoint, and why.
    package struct Invalid: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// The endpoint that `url` names.
    /// - Throws: ``Invalid``.
    package init(_ url: String) throws(Invalid) {
        guard let separator = url.firstRange(of: "://") else { throw Self.invalid("has no scheme") }
        switch url[..<separator.lowerBound].lowercased() {
        case "ws": tls = false
        case "wss": tls = true
        default: throw Self.invalid("must begin with ws:// or wss://")
        }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw Self.invalid("holds a character no URL has")
        }
        let rest = url[separator.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let target = rest[authority.endIndex...].prefix { $0 != "#" }
        path = target.hasPrefix("/") ? String(target) : "/" + target
        guard !authority.contains("@") else { throw Self.invalid("must not hold a user name") }
        let parts = try Self.split(authority)
        guard !parts.host.isEmpty else { throw Self.invalid("has no host") }
        host = String(parts.host)
        guard let text = parts.port else {
            port = tls ? 443 : 80
            return
        }
        guard let number = UInt16(text), number > 0, !text.hasPrefix("+") else { throw Self.invalid("has a bad port") }
        port = Int(number)
    }

    private static func split(_ authority: Substring) throws(Invalid) -> (host: Substring, port: Substring?) {
        let host: Substring
        let rest: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw invalid("has a bad IPv6 address") }
            host = authority[authority.index(after: authority.startIndex)..<end]
            rest = authority[authority.index(after: end)...]
        } else {
            host = authority.prefix { $0 != ":" }
            rest = authority[host.endIndex...]
        }
        guard !rest.isEmpty else { return (host, nil) }
        guard rest.hasPrefix(":") else { throw invalid("has a bad port") }
        return (host, rest.dropFirst())
    }

    private static func invalid(_ reason: String) -> Invalid {
        Invalid(description: "the WebSocket address \(reason)")
    }

    /// The value of the `Host` header.
    var hostHeader: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (tls ? 443 : 80) ? name : "\(name):\(port)"
    }
}

extension WebSocketEndpoint: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { (tls ? "wss://" : "ws://") + hostHeader }
    package var debugDescription: String { description }
}
