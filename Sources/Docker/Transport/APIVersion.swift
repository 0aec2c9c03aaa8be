/// A version of the Engine API, as in `1.44`.
package struct APIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let major: Int
    package let minor: Int

    /// The version that is made of two numbers.
    package init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// The version written in `text` ("1.44"), or nil when it is none.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]), major >= 0, minor >= 0 else {
            return nil
        }
        self.init(major: major, minor: minor)
    }

    /// The newest version whose answers this client knows: that of Engine 29, whose oldest is 1.44.
    package static let newest = APIVersion(major: 1, minor: 52)

    /// The oldest version that has everything this client asks for.
    package static let oldest = APIVersion(major: 1, minor: 40)

    package var description: String { "\(major).\(minor)" }

    package static func < (left: APIVersion, right: APIVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    /// The version to speak with an engine that announces `text`, its newest, in the `Api-Version` header of `/_ping`.
    static func negotiate(with text: String) throws(DockerError) -> APIVersion {
        guard let theirs = APIVersion(text), theirs >= oldest else {
            throw .unsupportedVersion(engine: String(text.prefix(32)))
        }
        return min(theirs, newest)
    }
}
