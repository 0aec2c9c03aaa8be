import AllocationAPI
import Foundation
import Testing

/// The conformance suite in Python for one API.
struct ConformanceSuite {
    private let directory: String
    private var setting: Setting

    /// What `rest_conformance/run.py` reads.
    private struct Setting: Encodable {
        let url: String
        let ca: String
        let clientCert: String
        let clientKey: String
        let hotkey: String
        let store: String
        var foreignCert: String?
        var foreignKey: String?
        var ghosts: [String] = []
        var testEndpoints: Bool

        enum CodingKeys: String, CodingKey {
            case url
            case ca
            case clientCert = "client_cert"
            case clientKey = "client_key"
            case hotkey
            case store
            case foreignCert = "foreign_cert"
            case foreignKey = "foreign_key"
            case ghosts
            case testEndpoints = "test_endpoints"
        }
    }

    /// - Parameters:
    ///   - directory: Where its files go.
    ///   - client: The certificate and the key of a client.
    ///   - hotkey: The machine that can be rented.
    ///   - store: The API's SQLite file.
    ///   - testEndpoints: Whether `/test/notify` is on.
    init(
        _ directory: String, url: String, ca: String, client: (certificate: String, key: String), hotkey: String,
        store: String, testEndpoints: Bool = false
    ) {
        self.directory = directory
        setting = Setting(
            url: url, ca: ca, clientCert: client.certificate, clientKey: client.key, hotkey: hotkey, store: store,
            testEndpoints: testEndpoints)
    }

    /// The suite for a cluster's API.
    init(_ cluster: Cluster, port: Int? = nil, testEndpoints: Bool = false) {
        let client = cluster.certificates.client
        self.init(
            cluster.directory, url: cluster.apiURL(port: port), ca: cluster.certificates.ca,
            client: (client.certificate, client.key), hotkey: cluster.hotkey, store: cluster.storePath,
            testEndpoints: testEndpoints)
    }

    /// A client of another authority.
    mutating func addForeign(certificate: String, key: String) {
        (setting.foreignCert, setting.foreignKey) = (certificate, key)
    }

    /// Miners that only the shared state knows.
    mutating func addGhosts(_ hotkeys: [String]) { setting.ghosts = hotkeys }

    /// Runs the groups of cases, or all that a full setting allows.
    func run(
        _ groups: [String] = [], within limit: Duration = .seconds(150),
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await start("run.py", groups, within: limit, sourceLocation)
    }

    /// The store has the machines of the suite.
    func seed(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await start("market.py", [], within: .seconds(20), sourceLocation)
    }

    private func start(
        _ script: String, _ arguments: [String], within limit: Duration, _ sourceLocation: SourceLocation
    ) async throws {
        let file = "\(directory)/conformance.json"
        try JSONEncoder().encode(setting).write(to: URL(fileURLWithPath: file))
        try await PythonREST.run(
            "python", [PythonREST.script("rest_conformance/\(script)"), file] + arguments, in: directory,
            within: limit, sourceLocation: sourceLocation)
    }
}
