/// Which addresses only this machine reaches: what is open, or in clear, is allowed on these alone.
package enum Loopback {
    /// Whether `host`, an IP address without brackets or `localhost`, is one; other names are none, whatever they mean.
    package static func contains(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "127" else { return false }
        return parts.allSatisfy { part in part.utf8.count <= 3 && UInt8(part) != nil && !part.hasPrefix("+") }
    }
}
