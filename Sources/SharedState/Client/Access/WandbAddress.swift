import Foundation

/// Where a project lies: the server's base URL, the entity that owns the project, and the project.
package struct WandbAddress: Sendable, Hashable {
    /// W&B's own server.
    package static let service = "https://api.wandb.ai"
    /// The entity of the network's nodes.
    package static let networkEntity = "neuralinternet"
    /// The project of the network's nodes.
    package static let networkProject = "opencompute"

    /// Without a slash at the end; a path in front of all paths may be part of it.
    package let base: String
    package let host: String
    /// Nil for the scheme's own port.
    package let port: Int?
    package let entity: String
    package let project: String

    /// - Parameter allowPlain: Whether plain HTTP may be spoken to another machine: everybody on the way reads the key.
    /// - Throws: ``WandbAddressError``.
    package init(
        base: String = service, entity: String = networkEntity, project: String = networkProject,
        allowPlain: Bool = false
    ) throws(WandbAddressError) {
        // Errors do not tell the text: what is wrong with it may be a password in it.
        guard let parts = URLComponents(string: base, encodingInvalidCharacters: false),
            let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = parts.host?.lowercased(), !host.isEmpty, parts.query == nil, parts.fragment == nil
        else { throw .noURL }
        guard parts.user == nil, parts.password == nil else { throw .password }
        let port = parts.port
        guard port.map({ (1...65_535).contains($0) }) ?? true else { throw .noURL }
        let name = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        guard scheme == "https" || allowPlain || Loopback.contains(name) else { throw .plain(host: name) }
        guard Self.isName(entity) else { throw .badName("entity", entity) }
        guard Self.isName(project) else { throw .badName("project", project) }
        let authority = (name.contains(":") ? "[\(name)]" : name) + (port.map { ":\($0)" } ?? "")
        let path = parts.percentEncodedPath.split(separator: "/", omittingEmptySubsequences: true)
        self.base = "\(scheme)://\(authority)" + path.map { "/\($0)" }.joined()
        self.host = name
        self.port = port
        self.entity = entity
        self.project = project
    }

    /// The address that `WANDB_BASE_URL` names, W&B's own without one.
    /// - Throws: ``WandbAddressError``.
    package init(
        environment: [String: String], entity: String = networkEntity, project: String = networkProject,
        allowPlain: Bool = false
    ) throws(WandbAddressError) {
        let named = environment["WANDB_BASE_URL"] ?? ""
        try self.init(
            base: named.isEmpty ? Self.service : named, entity: entity, project: project, allowPlain: allowPlain)
    }

    /// Where queries and mutations go.
    package var graphql: String { base + "/graphql" }

    /// Whether the server is on this machine.
    package var isLoopback: Bool { Loopback.contains(host) }

    /// Where the stream of the run `run` goes.
    package func fileStream(run: String) -> String {
        base + "/files/\(Self.segment(entity))/\(Self.segment(project))/\(Self.segment(run))/file_stream"
    }

    /// Whether W&B takes `text` as the id of a run, and a path can name it.
    package static func isRunID(_ text: String) -> Bool {
        isName(text) && !text.contains { ":;,#?/'".contains($0) }
    }

    /// Names that would be something else in a path, or that nobody could read, are none.
    private static func isName(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard (1...128).contains(scalars.count), text != ".", text != "..", scalars.first != " ", scalars.last != " "
        else { return false }
        let refused = "/\\#?%:".unicodeScalars
        return scalars.allSatisfy { $0.properties.generalCategory != .control && !refused.contains($0) }
    }

    /// `text` as one segment of a path: all but RFC 3986's unreserved characters as %XX.
    private static func segment(_ text: String) -> String {
        var segment = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                segment.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                segment += "%" + (hex.utf8.count < 2 ? "0" : "") + hex
            }
        }
        return segment
    }
}

extension WandbAddress: CustomStringConvertible {
    package var description: String { "\(base) \(entity)/\(project)" }
}
