import Foundation
import Market
import MinerNode
import Testing

extension NetworkStories {
    /// A miner is killed at each step of a rental's life; after its next start nothing is lost and nothing is left.
    @Suite(.serialized, .timeLimit(.minutes(2))) struct MinerKilled {
        /// Where nothing has been promised to the renter yet.
        static let beforeThePromise = ["miner.ledger-written"] + ProvisionStep.allCases.map { "miner.\($0.rawValue)" }

        @Test("Killed while provisioning, it is free after its start, with nothing left", arguments: beforeThePromise)
        func provisioning(_ failpoint: String) async throws {
            try await Cluster.with { cluster async throws in
                let process = try await cluster.startMiner(failpoint: failpoint)
                let key = try RenterPrivateKey.generate()
                #expect(await cluster.ask(rent(key)) == nil)
                #expect(try await process.waitForEnd() == .signal(SIGKILL))
                try await cluster.startMiner()
                try await comesToRest(cluster)
            }
        }

        @Test("Killed after the promise, it keeps the container, and tells its renter the access again")
        func promised() async throws {
            try await Cluster.with { cluster async throws in
                let process = try await cluster.startMiner(failpoint: "miner.allocated-written")
                let key = try RenterPrivateKey.generate()
                #expect(await cluster.ask(rent(key)) == nil)
                #expect(try await process.waitForEnd() == .signal(SIGKILL))
                let before = try await cluster.objects()
                #expect(before.count == 4)
                try await cluster.startMiner()
                var info: String?
                try await Eventually.holds("the same key gets no answer") {
                    info = await cluster.ask(rent(key))?.info
                    return info != nil
                }
                let access = try key.open(try #require(info))
                #expect(try await cluster.ssh.withPassword(access.password, "echo alive") == "alive")
                #expect(try await cluster.objects() == before)
                #expect(await cluster.ask(giveBack(key))?.status == true)
                try await comesToRest(cluster)
            }
        }

        @Test("Killed while releasing, it finishes the release", arguments: ["miner.release-marked", "miner.removed"])
        func releasing(_ failpoint: String) async throws {
            try await Cluster.with { cluster async throws in
                let process = try await cluster.startMiner(failpoint: failpoint)
                let key = try RenterPrivateKey.generate()
                #expect(await cluster.ask(rent(key))?.status == true)
                #expect(await cluster.ask(giveBack(key)) == nil)
                #expect(try await process.waitForEnd() == .signal(SIGKILL))
                try await cluster.startMiner()
                try await comesToRest(cluster)
                #expect(await cluster.ask(giveBack(key))?.status == true)
                #expect(await cluster.ask(rent(key))?.status == false)
            }
        }

        private func rent(_ key: RenterPrivateKey) -> Allocate {
            Allocate(
                timeline: 1, checking: false, publicKey: key.publicPEM,
                dockerRequirement: DockerRequirement(volumePath: "/data", dockerfile: "touch /from-script"))
        }

        private func giveBack(_ key: RenterPrivateKey) -> Allocate {
            Allocate(timeline: 0, checking: false, publicKey: key.publicPEM)
        }

        /// The miner is free, nothing of it is on the engine, and it can be rented: a dead miner would pass the rest.
        private func comesToRest(_ cluster: Cluster) async throws {
            try await Eventually.holds("the miner is not free") { await cluster.isFree() }
            #expect(try await cluster.objects() == [])
            let key = try RenterPrivateKey.generate()
            let answer = await cluster.ask(rent(key))
            let access = try key.open(try #require(answer?.info))
            #expect(try await cluster.ssh.withPassword(access.password, "echo new") == "new")
            #expect(await cluster.ask(giveBack(key))?.status == true)
            #expect(try await cluster.objects() == [])
        }
    }
}
