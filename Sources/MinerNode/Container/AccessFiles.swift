import Docker

/// The files that let the renter in, for upload into a container that has not been started.
enum AccessFiles {
    /// Archive for `/` with the renter's key as the first authorized one, and root's password for our entrypoint.
    ///
    /// Without a key the file is empty, and so are the keys that the base image may have had.
    static func archive(sshKey: String, password: RootPassword) throws(TarError) -> [UInt8] {
        var tar = TarWriter()
        try tar.directory("root/.ssh", mode: 0o700)
        try tar.file("root/.ssh/authorized_keys", text: sshKey.isEmpty ? "" : sshKey + "\n", mode: 0o600)
        try tar.directory("etc/ni", mode: 0o700)
        try tar.file("etc/ni/password", text: "root:\(password.revealed)\n", mode: 0o600)
        return tar.finished()
    }

    /// Archive for `/` that replaces the authorized keys, and nothing else.
    static func archive(_ keys: AuthorizedKeys) throws(TarError) -> [UInt8] {
        var tar = TarWriter()
        try tar.directory("root/.ssh", mode: 0o700)
        try tar.file("root/.ssh/authorized_keys", text: keys.text, mode: 0o600)
        return tar.finished()
    }
}
