import Market
import MinerNode
import Testing

extension LiveEngineTests {
    /// Many renters want one machine.
    @Suite(.timeLimit(.minutes(2))) struct ManyRentersTests {
        @Test("Of 200 requests at once, with 200 keys of 10 hotkeys, one wins, and one container is there")
        func race() async throws {
            try await RealMiner.with { miner in
                let keys = try (0..<200).map { _ in try LoneKeys.fresh() }
                var winners: [(key: String, renter: UInt8)] = []
                try await withThrowingTaskGroup(of: (Int, Bool?, String?).self) { group in
                    for (index, key) in keys.enumerated() {
                        group.addTask {
                            let answer = try await miner.rent(key, by: UInt8(index % 10 + 1))
                            return (index, answer.status, answer.message)
                        }
                    }
                    for try await (index, status, message) in group {
                        if status == true {
                            winners.append((keys[index], UInt8(index % 10 + 1)))
                        } else {
                            #expect(status == false)
                            #expect(message == "the machine is provisioning" || message == "the machine is allocated")
                        }
                    }
                }
                let winner = try #require(winners.first)
                #expect(winners.count == 1)
                #expect(try await miner.objects().map { $0.prefix { $0 != " " } } == ["container", "network"])
                #expect(try await miner.ssh.withKey("echo in").output == "in\n")
                #expect(try await miner.giveBack(winner.key, by: winner.renter).status == true)
                #expect(try await miner.objects().isEmpty)
                try await miner.rentsAgain("the race is over")
            }
        }
    }
}
