import Testing

/// A network bridge of this host with addresses of its own, for an engine that must not meet another.
struct Bridge: Sendable {
    let name: String

    /// One that nobody has: the kernel refuses a second of a name, so that two tests never share one.
    static func claim() async throws -> Bridge {
        for slot in 0..<256 {
            let bridge = Bridge(name: "nitest\(slot)")
            let address = "10.\(216 + slot / 16).\(slot % 16 * 16)"
            guard try await ip("link", "add", bridge.name, "type", "bridge") else { continue }
            if try await ip("addr", "add", "\(address).1/24", "dev", bridge.name),
                try await ip("link", "set", bridge.name, "up")
            {
                return bridge
            }
            try await bridge.remove()
        }
        try #require(Bool(false), "no bridge can be made")
        return Bridge(name: "")
    }

    /// It is gone.
    func remove() async throws { _ = try await Self.ip("link", "del", name) }

    private static func ip(_ words: String...) async throws -> Bool {
        let path = ["PATH": "/usr/sbin:/sbin:/usr/bin:/bin"]
        return try await Program.run("/usr/bin/env", ["ip"] + words, environment: path).status == 0
    }
}
