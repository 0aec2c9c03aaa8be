internal import AllocationAPI
internal import ArgumentParser

/// `nicompute certs`: makes the certificates of an API and its clients.
struct CertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certs",
        abstract: "Make a certificate authority, a server's and clients' certificates.",
        discussion: """
            Without --client or --renew: an authority, a certificate for this machine and one client, into an empty \
            directory. The names localhost, this host's name and all its addresses are included; add others with --san.
            With --client: one more client of the authority that is there.
            With --renew: a new certificate and key for the server; clients notice nothing.
            """)

    @Option(help: "Where the files are.")
    var dir = "cert"

    @Option(help: "One more host name or address of the server; may be repeated.")
    var san: [String] = []

    @Option(help: "Only make a client of this name, with the authority that is there.")
    var client: String?

    @Flag(help: "Only make a new certificate for the server, with the authority that is there.")
    var renew = false

    @Option(help: "For how many days the certificates are valid; the authority is valid for 10 years.")
    var days = CertificateMaker.defaultDays

    @Flag(help: "Replace files that exist.")
    var force = false

    func validate() throws {
        if client != nil, renew { throw ValidationError("--client and --renew exclude each other") }
        if client != nil, !san.isEmpty { throw ValidationError("--san is for servers, not for a --client") }
    }

    func run() async throws {
        let maker = CertificateMaker(directory: dir)
        if let client {
            describe(try maker.addClient(name: client, days: days, force: force))
        } else if renew {
            let paths = try maker.renewServer(sans: san, days: days)
            print("server     \(paths.server), key \(paths.serverKey)")
        } else {
            let paths = try maker.makeAll(sans: san, days: days, force: force)
            print("authority  \(paths.ca), key \(paths.caKey) (keep the key away from the server)")
            print("server     \(paths.server), key \(paths.serverKey)")
            describe(paths.client)
        }
    }

    private func describe(_ client: CertificatePaths.ClientPaths) {
        print("client     \(client.certificate), key \(client.key)")
        print("browsers   \(client.bundle), its passphrase is in \(client.bundlePassphrase)")
    }
}
