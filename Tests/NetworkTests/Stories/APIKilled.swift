import Foundation
import Store
import Testing

extension NetworkStories {
    /// An API is killed at each step of a rental's life; after its next start record and engine agree.
    @Suite(.serialized, .timeLimit(.minutes(4))) struct APIKilled {
        @Test("Killed while it rents a machine by name, it gives it back, or lists the rental, which stands")
        func byHotkey() async throws { try await allocating(.hotkey) }

        @Test(
            "Killed while it rents what meets a requirement, it gives it back, or lists the rental, which stands",
            .enabled(if: PythonREST.environment != nil, PythonREST.comment))
        func byRequirement() async throws { try await allocating(.requirement) }

        @Test("Who asked with a key for a machine by name when it was killed has one rental after asking again")
        func byHotkeyWithKey() async throws {
            try await repeated(.hotkey, at: ["api.request-claimed", "api.activated", "api.request-finished"])
        }

        @Test(
            "Who asked with a key for what meets a requirement when it was killed has one rental after asking again",
            .enabled(if: PythonREST.environment != nil, PythonREST.comment))
        func byRequirementWithKey() async throws {
            try await repeated(
                .requirement,
                at: [
                    "api.request-claimed", "api.chosen", "api.reserved", "api.provisioned", "api.activated",
                    "api.request-finished",
                ])
        }

        @Test("Killed while releasing, it finishes the release")
        func releasing() async throws {
            try await Cluster.with { cluster async throws in
                try await cluster.startMiner()
                for failpoint in ["api.release-recorded", "api.release-confirmed"] {
                    try await crash(cluster, at: failpoint) { api async throws in
                        let rented = try #require(try await api.allocate(cluster.hotkey).rented)
                        _ = try await api.deallocate(rented.hotkey, uuid: rented.uuid)
                    }
                    let process = try await cluster.startAPI()
                    try await cluster.comesToRest()
                    try await process.stop()
                }
                try await cluster.startAPI()
                try await rentsAgain(cluster)
            }
        }

        @Test("Who released with a key when it was killed is told of the success after asking again")
        func releasingWithKey() async throws {
            try await Cluster.with { cluster async throws in
                try await cluster.startMiner()
                for failpoint in [
                    "api.request-claimed", "api.release-recorded", "api.release-confirmed", "api.request-finished",
                ] {
                    let key = UUID().uuidString
                    var uuid = ""
                    try await crash(cluster, at: failpoint) { api async throws in
                        uuid = try #require(try await api.allocate(cluster.hotkey).rented).uuid
                        _ = try await api.deallocate(cluster.hotkey, uuid: uuid, key: key)
                    }
                    #expect(!uuid.isEmpty, "\(failpoint)")
                    let process = try await cluster.startAPI()
                    try await cluster.settles()
                    try await cluster.withAPI { api async throws in
                        for _ in 0..<2 {
                            let answer = try await api.deallocate(cluster.hotkey, uuid: uuid, key: key)
                            #expect(answer.status == 200, "\(failpoint)")
                            #expect(answer.body.message == "Resource deallocated successfully.", "\(failpoint)")
                        }
                    }
                    try await cluster.comesToRest()
                    try await process.stop()
                }
            }
        }

        /// How a machine is asked for.
        enum Asking: Sendable {
            case hotkey
            case requirement

            func ask(_ api: APIClient, _ cluster: Cluster, key: String? = nil) async throws -> APIClient.Answer {
                switch self {
                case .hotkey: try await api.allocate(cluster.hotkey, key: key)
                case .requirement: try await api.allocateAny(key: key)
                }
            }

            /// The cluster's miner serves, and the store knows what the choice needs.
            func prepare(_ cluster: Cluster) async throws {
                try await cluster.startMiner()
                guard self == .requirement else { return }
                // Tables first: the suite writes as the Python program does.
                _ = try cluster.store()
                try await ConformanceSuite(cluster).seed()
            }
        }

        private func allocating(_ asking: Asking) async throws {
            try await Cluster.with { cluster async throws in
                try await asking.prepare(cluster)
                for failpoint in ["api.chosen", "api.reserved", "api.provisioned"] {
                    try await crash(cluster, at: failpoint) { api async throws in
                        _ = try await asking.ask(api, cluster)
                    }
                    let process = try await cluster.startAPI()
                    try await cluster.comesToRest()
                    try await process.stop()
                }
                try await crash(cluster, at: "api.activated") { api async throws in
                    _ = try await asking.ask(api, cluster)
                }
                try await cluster.startAPI()
                try await cluster.withAPI { api async throws in
                    let rented = try #require(try await api.allocations().first)
                    #expect(try await cluster.ssh.withPassword(rented.password, "echo stands") == "stands")
                    #expect(try await api.deallocate(rented.hotkey, uuid: rented.uuid).status == 200)
                }
                try await cluster.comesToRest()
                try await rentsAgain(cluster)
            }
        }

        private func repeated(_ asking: Asking, at failpoints: [String]) async throws {
            try await Cluster.with { cluster async throws in
                try await asking.prepare(cluster)
                for failpoint in failpoints {
                    let key = UUID().uuidString
                    try await crash(cluster, at: failpoint) { api async throws in
                        _ = try await asking.ask(api, cluster, key: key)
                    }
                    let process = try await cluster.startAPI()
                    // At once: what was begun may still stand at the miner.
                    try await cluster.withAPI { api async throws in
                        let answer = try await asking.ask(api, cluster, key: key)
                        #expect(answer.status == 200, "\(failpoint)")
                        let rented = try #require(answer.rented, "\(failpoint)")
                        #expect(try await asking.ask(api, cluster, key: key).rented == rented, "\(failpoint)")
                        #expect(try await api.allocations() == [rented], "\(failpoint)")
                        #expect(try await cluster.containers() == 1, "\(failpoint)")
                        #expect(try await api.deallocate(rented.hotkey, uuid: rented.uuid).status == 200)
                    }
                    try await cluster.comesToRest()
                    try await process.stop()
                }
            }
        }

        /// An API was killed by `failpoint`, which `request` has reached.
        private func crash(
            _ cluster: Cluster, at failpoint: String, _ request: (APIClient) async throws -> Void
        ) async throws {
            let process = try await cluster.startAPI(failpoint: failpoint)
            var failure: (any Error)?
            do { try await cluster.withAPI(request) } catch { failure = error }
            #expect(failure != nil, "\(failpoint)")
            #expect(try await process.waitForEnd() == .signal(SIGKILL), "\(failpoint)")
        }

        /// A machine can be rented, used and given back.
        private func rentsAgain(_ cluster: Cluster) async throws {
            try await cluster.withAPI { api async throws in
                let rented = try #require(try await api.allocate(cluster.hotkey).rented)
                #expect(try await cluster.ssh.withPassword(rented.password, "echo new") == "new")
                #expect(try await api.deallocate(rented.hotkey, uuid: rented.uuid).status == 200)
            }
            try await cluster.comesToRest()
        }
    }
}
