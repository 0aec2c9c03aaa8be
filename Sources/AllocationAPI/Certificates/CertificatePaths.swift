/// Where the files of a service's certificates are.
package struct CertificatePaths: Sendable, Equatable {
    /// The folder of all the files.
    package var directory: String
    /// The authority's certificate, which every side is given.
    package var ca: String { directory + "/ca.cer" }
    /// The authority's private key; better kept on another machine once the certificates are made.
    package var caKey: String { directory + "/ca.key" }
    package var server: String { directory + "/server.cer" }
    package var serverKey: String { directory + "/server.key" }
    /// The files of the client that is made with the authority.
    package var client: ClientPaths { client(named: "client") }

    /// The files in `directory`, whether they exist or not.
    package init(directory: String) {
        self.directory = directory
    }

    /// The files of the client `name`.
    package func client(named name: String) -> ClientPaths {
        ClientPaths(stem: directory + "/" + name)
    }

    /// Where the files of a client are.
    package struct ClientPaths: Sendable, Equatable {
        var stem: String
        package var certificate: String { stem + ".cer" }
        package var key: String { stem + ".key" }
        /// Certificate, authority and key in one file for browsers.
        package var bundle: String { stem + ".p12" }
        /// The passphrase of `bundle`.
        package var bundlePassphrase: String { stem + ".p12.password" }
    }
}
