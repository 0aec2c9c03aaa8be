/// Checks of names before they become part of a request's path.
enum EngineName {
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-".utf8)
    private static let reference = plain.union("/:@".utf8)

    /// `name` when it can be the name or id of a container, exec, volume or network.
    ///
    /// Letters, digits, `_`, `.`, `-`, beginning with a letter or digit (moby `daemon/names/names.go`).
    static func object(_ name: String) throws(DockerError) -> String {
        guard (1...255).contains(name.utf8.count), name.utf8.allSatisfy(plain.contains), startsPlainly(name) else {
            throw .invalidName(name)
        }
        return name
    }

    /// `name` when it can be an image's reference or id, as `host:5000/team/name:tag` or `sha256:…`.
    static func image(_ name: String) throws(DockerError) -> String {
        guard (1...512).contains(name.utf8.count), name.utf8.allSatisfy(reference.contains), startsPlainly(name),
            !name.contains(".."), !name.contains("//"), !name.hasSuffix("/"), !name.contains("/./")
        else {
            throw .invalidName(name)
        }
        return name
    }

    private static func startsPlainly(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first else { return false }
        return first.isASCII && first.properties.isAlphabetic || ("0"..."9").contains(first)
    }
}
