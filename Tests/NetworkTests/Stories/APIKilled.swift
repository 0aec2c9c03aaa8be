import Foundation
import Store
import Testing

extension NetworkStories {
    /// An API is killed at each step of a rental's life; after its next start record and engine agree.
    @Suite(.serialized, .timeLimit(.minutes(2))) struct APIKilled {
        @Test(
            "Killed before the rental is recorded, it gives the machine back",
            arguments: ["api.reserved", "api.provisioned"])
        func allocating(_ failpoint: String) async throws {
            try await Cluster.with { cluster async throws in
                try await cluster.startMiner()
                let process = try await cluster.startAPI(failpoint: failpoint)
                await #expect(throws: (any Error).self) {
                    try await cluster.withAPI { api async throws in try await api.allocate(cluster.hotkey) }
                }
                #expect(try await process.waitForEnd() == .signal(SIGKILL))
                try await cluster.startAPI()
                try await comesToRest(cluster)
            }
        }

        @Test("Killed after the rental is recorded, it lists the rental, which stands")
        func activated() async throws {
            try await Cluster.with { cluster async throws in
                try await cluster.startMiner()
                let process = try await cluster.startAPI(failpoint: "api.activated")
                await #expect(throws: (any Error).self) {
                    try await cluster.withAPI { api async throws in try await api.allocate(cluster.hotkey) }
                }
                #expect(try await process.waitForEnd() == .signal(SIGKILL))
                try await cluster.startAPI()
                try await cluster.withAPI { api async throws in
                    let rented = try #require(try await api.allocations().first)
                    #expect(try await cluster.ssh.withPassword(rented.password, "echo stands") == "stands")
                    #expect(try await api.deallocate(rented.hotkey, uuid: rented.uuid).status == 200)
                }
                try await comesToRest(cluster)
            }
        }

        @Test(
            "Killed while releasing, it finishes the release",
            arguments: ["api.release-recorded", "api.release-confirmed"])
        func releasing(_ failpoint: String) async throws {
            try await Cluster.with { cluster async throws in
                try await cluster.startMiner()
                let process = try await cluster.startAPI(failpoint: failpoint)
                await #expect(throws: (any Error).self) {
                    try await cluster.withAPI { api async throws in
                        let rented = try #require(try await api.allocate(cluster.hotkey).rented)
                        _ = try await api.deallocate(rented.hotkey, uuid: rented.uuid)
                    }
                }
                #expect(try await process.waitForEnd() == .signal(SIGKILL))
                try await cluster.startAPI()
                try await comesToRest(cluster)
            }
        }

        /// No record is left and nothing is on the engine; then a machine can be rented and given back.
        private func comesToRest(_ cluster: Cluster) async throws {
            let store = try SQLiteStore(path: "\(cluster.directory)/database.db", logger: quietLogger)
            try await Eventually.holds("a record is left") {
                try await store.rentals(in: Set(RentalState.allCases)).isEmpty
            }
            #expect(try await cluster.objects() == [])
            try await cluster.withAPI { api async throws in
                let rented = try #require(try await api.allocate(cluster.hotkey).rented)
                #expect(try await cluster.ssh.withPassword(rented.password, "echo new") == "new")
                #expect(try await api.deallocate(rented.hotkey, uuid: rented.uuid).status == 200)
            }
            #expect(try await cluster.objects() == [])
        }
    }
}
