import ArgumentParser
import Chain
import Foundation

/// Under which address others reach the axon, as the chain is told.
struct ExternalAddressOptions: ParsableArguments {
    @Option(
        name: [.customLong("axon.external_ip"), .customLong("axon_external_ip")],
        help: """
            The address to publish (default: --axon.ip, or this machine's own on the way to the internet; one that others \
            do not reach is not published on a public network).
            """)
    var ip: String?

    @Option(
        name: [.customLong("axon.external_port"), .customLong("axon_external_port")],
        help: "The port to publish (default: --axon.port).")
    var port: Int?

    /// Whether the operator said which address is to be published.
    var isGiven: Bool { ip != nil }

    /// What to publish of an axon that listens on `ip` and `port`.
    func publication(ip listening: String, port listeningPort: Int, version: Int) throws -> AxonPublication {
        let text = ip ?? (["0.0.0.0", "::"].contains(listening) ? Self.outgoing() : listening)
        guard let text, let address = ChainAddress(text) else {
            throw ValidationError(
                "\(text.map { "\"\($0)\" is no address to publish" } ?? "this machine has no address to publish"): "
                    + "give the one under which others reach this machine with --axon.external_ip")
        }
        guard let port = UInt16(exactly: port ?? listeningPort), port > 0 else {
            throw ValidationError("--axon.external_port must be 1 to 65535")
        }
        return AxonPublication(address: address, port: port, version: UInt32(clamping: version))
    }

    /// The address from which this machine would send to the internet; nothing is sent to find out.
    private static func outgoing() -> String? {
        let handle = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        guard handle >= 0 else { return nil }
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(9).bigEndian
        // An address set aside for documentation: it is never reached, only the route to it is looked up.
        guard inet_pton(AF_INET, "192.0.2.1", &address.sin_addr) == 1 else { return nil }
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isKnown = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                connect(handle, generic, size) == 0 && getsockname(handle, generic, &size) == 0
            }
        }
        guard isKnown else { return nil }
        var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
        guard inet_ntop(AF_INET, &address.sin_addr, &text, socklen_t(text.count)) != nil else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
