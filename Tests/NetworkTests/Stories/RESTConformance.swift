import AllocationAPI
import DevNet
import Foundation
import Keys
import Testing

extension NetworkStories {
    /// Python's `requests` with a client certificate, as a front end of the Python service uses it, on a local network.
    @Suite(
        .serialized, .timeLimit(.minutes(4)), .enabled(if: PythonREST.environment != nil, PythonREST.comment))
    struct RESTConformance {
        @Test("A front end written for the Python service works unchanged, on every row of the endpoint table")
        func table() async throws {
            try await LocalNetwork.with { network async throws in
                let api = network.ready.api
                var suite = ConformanceSuite(
                    network.directory, url: api.url, ca: api.ca, client: (api.clientCert, api.clientKey),
                    hotkey: network.hotkey, store: "\(network.directory)/database.db")
                try await network.withAPI { api async throws in
                    try await Eventually.holds("the shared state is not read", within: .seconds(60)) {
                        try await api.get("/readyz").text.contains(#""running_miners":1"#)
                    }
                }
                try await suite.run(["empty"])

                let foreign = try CertificateMaker(directory: "\(network.directory)/foreign").makeAll()
                suite.addForeign(certificate: foreign.client.certificate, key: foreign.client.key)
                suite.addGhosts(
                    try await Ghosts.publish(hub: network.ready.hub, known: [try network.keypair(of: "owner")]))
                try await suite.run()
                #expect(try await RealEngine.objects(of: network.hotkey) == [])
            }
        }
    }
}
