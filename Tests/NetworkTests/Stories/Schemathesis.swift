import AllocationAPI
import Foundation
import Store
import Testing

extension NetworkStories {
    /// schemathesis makes requests from our own OpenAPI document and compares the answers with it.
    @Suite(
        .serialized, .timeLimit(.minutes(4)), .enabled(if: PythonREST.environment != nil, PythonREST.comment))
    struct Schemathesis {
        private static let checks =
            "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"

        /// The miner does not run: nothing that is made up can rent anything. Its machine is listed all the same.
        @Test("No answer is a failure of the server or outside of the OpenAPI document")
        func document() async throws {
            try await Cluster.with { cluster async throws in
                try await cluster.startHub(crashAfter: 600)
                let known = try await Ghosts.publish(
                    hub: "http://127.0.0.1:\(cluster.hubPort)", known: [cluster.miner])
                try await cluster.startAPI(more: cluster.hubFlags + ["--api.test-endpoints"])
                var suite = ConformanceSuite(cluster)
                suite.addGhosts(known)
                try await suite.seed()
                try await cluster.withAPI { api async throws in
                    try await Eventually.holds("the shared state is not read", within: .seconds(60)) {
                        try await api.get("/readyz").text.contains(#""running_miners":5"#)
                    }
                    let listed = try await api.post("/list/resources_sql")
                    #expect(listed.status == 200, "or there would be nothing to compare")
                }
                let certificates = cluster.certificates
                try await PythonREST.run(
                    "st",
                    [
                        "run", "\(cluster.apiURL())/openapi.json", "--tls-verify", certificates.ca, "--request-cert",
                        certificates.client.certificate, "--request-cert-key", certificates.client.key, "--checks",
                        Self.checks, "--phases", "examples,coverage,fuzzing", "--max-examples", "20", "--seed", "27",
                        "--workers",
                        "2", "--request-timeout", "30", "--generation-database", "none", "--suppress-health-check",
                        "all", "--exclude-path", "/connect", "--warnings", "off", "--no-color",
                    ], in: cluster.directory, within: .seconds(120))
                #expect(try await cluster.store().rentals(in: [.reserved, .active, .releasing, .lost]).isEmpty)
                try await cluster.withAPI { api async throws in #expect(try await api.get("/healthz").status == 200) }
            }
        }

        @Test("An API that has never reached the shared state says so where it has nothing else to say")
        func away() async throws {
            try await Cluster.with { cluster async throws in
                // Nobody listens there: the hub is not started.
                try await cluster.startAPI(more: cluster.hubFlags)
                try await ConformanceSuite(cluster).run(["away"])
            }
        }

        @Test("An API whose whitelist does not have an address serves it nothing, over TLS and with a good certificate")
        func refused() async throws {
            try await Cluster.with { cluster async throws in
                try await cluster.startAPI(
                    more: ["--api.whitelist", "--state", "off"], environment: ["WHITELISTED_IPS": "10.0.0.0/8"])
                try await ConformanceSuite(cluster).run(["refused"])
            }
        }
    }
}
