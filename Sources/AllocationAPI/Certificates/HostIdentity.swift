internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// What a machine is called and under which addresses it is reached.
package struct HostIdentity: Sendable {
    package var name: String
    /// IP addresses as text.
    package var addresses: [String]

    package init(name: String, addresses: [String]) {
        self.name = name
        self.addresses = addresses
    }

    /// This machine: its own name, and the addresses of its interfaces except link-local ones.
    package static func current() -> HostIdentity {
        var buffer = [CChar](repeating: 0, count: 256)
        let named = gethostname(&buffer, buffer.count - 1) == 0
        let name = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let devices = (try? System.enumerateDevices()) ?? []
        let addresses = devices.compactMap { $0.address?.ipAddress }
        return HostIdentity(
            name: named && !name.isEmpty ? name : "localhost",
            addresses: addresses.filter { !$0.lowercased().hasPrefix("fe80:") && !$0.hasPrefix("169.254.") })
    }

    /// Every name that a server on this machine answers to, those of the loopback included, each once.
    var certificateNames: [CertificateName] {
        var names: [CertificateName] = []
        for name in (["localhost", name, "127.0.0.1", "::1"] + addresses).compactMap(CertificateName.init)
        where !names.contains(name) {
            names.append(name)
        }
        return names
    }
}
