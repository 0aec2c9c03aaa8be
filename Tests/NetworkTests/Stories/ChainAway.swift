import Foundation
import Keys
import Testing

extension NetworkStories {
    @Suite(.serialized, .timeLimit(.minutes(2))) struct ChainAway {
        @Test("While the chain is away rentals go on; when it is back a miner that moved is found")
        func away() async throws {
            try await Cluster.with(keepsChain: true) { cluster async throws in
                let miner = try await cluster.startMiner()
                let api = try await cluster.startAPI()
                let (hotkey, stranger) = (cluster.hotkey, Keypair.generate().account.ss58)
                try await cluster.withAPI { client async throws in
                    try await Eventually.holds("the machine cannot be rented") {
                        try await client.allocate(hotkey).rented != nil
                    }
                    let rented = try #require(try await client.allocations().first)
                    try await cluster.killChain()
                    // A hotkey that the metagraph does not have makes the API look at the chain at once.
                    for role in ["miner", "api"] {
                        try await Eventually.holds("\(role) does not say that the chain is away") { () async throws in
                            if role == "api" { #expect(try await client.allocate(stranger).status == 404) }
                            return cluster.count("the chain is away", in: role) > 0
                        }
                    }
                    #expect(await !cluster.isFree(), "it answers, and is rented")
                    #expect(try await client.allocations() == [rented])
                    #expect(try await cluster.ssh.withPassword(rented.password, "echo stands") == "stands")
                    #expect(try await client.deallocate(hotkey, uuid: rented.uuid).status == 200)
                    #expect(await cluster.isFree())
                    for role in ["miner", "api"] { #expect(cluster.count("the chain is away", in: role) == 1) }
                    #expect(miner.end == nil && api.end == nil)

                    // One that is started now begins with the last good metagraph, which its earlier run has kept.
                    miner.send(SIGTERM)
                    #expect(try await miner.waitForEnd() == .exit(0))
                    let port = try await Port.free(cluster.minerIP)
                    let moved = try cluster.launchMiner(port: port)
                    try await Eventually.holds("it does not start", within: .seconds(60)) {
                        await Port.isOpen(cluster.minerIP, port)
                    }
                    #expect(cluster.count("starting with the last good metagraph", in: "miner") == 1)
                    #expect(moved.end == nil)
                    try await cluster.startChain()
                    try await Eventually.holds("the new place is not published") {
                        cluster.count("axon published", in: "miner") == 2
                    }
                    try await Eventually.holds("api does not say that the chain is back") { () async throws in
                        #expect(try await client.allocate(stranger).status == 404)
                        return cluster.count("the chain is back", in: "api") == 1
                    }
                    var again: APIClient.Rented?
                    try await Eventually.holds("the machine cannot be rented again") {
                        _ = try await client.allocate(stranger)
                        again = try await client.allocate(hotkey).rented
                        return again != nil
                    }
                    #expect(try await client.deallocate(hotkey, uuid: try #require(again).uuid).status == 200)
                }
                let unknown = try cluster.launchMiner(wallet: "stranger")
                guard case .exit(let code) = try await unknown.waitForEnd() else { throw Killed() }
                #expect(code != 0)
                #expect(cluster.count("is not registered on subnet 27: register it first", in: "miner") == 1)
                #expect(try await cluster.objects() == [])
            }
        }

        private struct Killed: Error {}
    }
}
