import Foundation
import NIOHTTP1
import Store
import Testing

extension NetworkStories {
    @Suite(.serialized, .timeLimit(.minutes(3))) struct TwoAPIs {
        @Test("Of many requests to two APIs on one store one wins, and either API gives its machine back")
        func race() async throws {
            try await Cluster.with { cluster async throws in
                let miner = try await cluster.startMiner()
                let second = try await Port.free("127.0.0.1")
                try await cluster.startAPI()
                try await cluster.startAPI(port: second)
                let store = try cluster.store()
                try await cluster.withAPI { one async throws in
                    try await cluster.withAPI(port: second) { other async throws in
                        let apis = [one, other]
                        let answers = try await Self.ask(100, apis) { api in try await api.allocate(cluster.hotkey) }
                        let winners = answers.filter { $0.answer.status == 200 }
                        #expect(winners.count == 1)
                        let winner = try #require(winners.first)
                        let rented = try #require(winner.answer.rented)
                        let losers = answers.filter { $0.answer.status != 200 }
                        #expect(losers.count == 99)
                        for loser in losers.map(\.answer) where loser.status != 503 {
                            #expect(loser.status == 404 && loser.body.message == "Fail to allocate resource")
                        }
                        // A store that is busy for too long may refuse some, not all.
                        #expect(losers.contains { $0.answer.status == 404 })
                        #expect(try await store.rentals(in: Set(RentalState.allCases)).map(\.state) == [.active])
                        #expect(try await cluster.containers() == 1)
                        #expect(try await cluster.ssh.withPassword(rented.password, "echo mine") == "mine")
                        for api in apis { #expect(try await api.allocations() == [rented]) }

                        let loser = apis[1 - winner.api]
                        #expect(try await loser.deallocate(cluster.hotkey, uuid: rented.uuid).status == 200)
                        for api in apis { #expect(try await api.allocations() == []) }
                        try await cluster.comesToRest()

                        try await oneKey(cluster, apis)
                        try await unconfirmed(cluster, apis, miner)
                    }
                }
            }
        }

        /// Of requests with one key only one rents, whichever API they reach.
        private func oneKey(_ cluster: Cluster, _ apis: [APIClient]) async throws {
            let key = UUID().uuidString
            let answers = try await Self.ask(30, apis) { api in try await api.allocate(cluster.hotkey, key: key) }
            for answer in answers.map(\.answer) {
                // 503 where the store was busy for too long.
                #expect([200, 409, 503].contains(answer.status))
                if answer.status != 200 { #expect(answer.headers["Retry-After"].first != nil) }
            }
            let uuids = Set(answers.compactMap(\.answer.rented?.uuid))
            #expect(uuids.count == 1)
            #expect(try await cluster.store().rentals(in: Set(RentalState.allCases)).map(\.uuid) == Array(uuids))
            #expect(try await cluster.containers() == 1)
            for api in apis {
                #expect(try await api.allocate(cluster.hotkey, key: key).rented?.uuid == uuids.first)
            }
        }

        /// What a miner does not confirm is accepted, hidden, and done when the miner is back.
        private func unconfirmed(_ cluster: Cluster, _ apis: [APIClient], _ miner: NodeProcess) async throws {
            let rented = try #require(try await apis[0].allocations().first)
            try await miner.stop()
            let answer = try await apis[1].deallocate(cluster.hotkey, uuid: rented.uuid)
            #expect(answer.status == 202 && answer.body.success == true)
            #expect(answer.body.message == "Resource deallocation accepted, waiting for the miner.")
            #expect(try await apis[0].allocations() == [])
            #expect(try await cluster.store().rentals(in: [.releasing]).count == 1)
            #expect(try await cluster.containers() == 1)
            try await cluster.startMiner()
            try await cluster.comesToRest()
        }

        /// The answers to `count` requests at once, spread over the APIs, each with the index of the one that gave it.
        private static func ask(
            _ count: Int, _ apis: [APIClient],
            _ request: @escaping @Sendable (APIClient) async throws -> APIClient.Answer
        ) async throws -> [(api: Int, answer: APIClient.Answer)] {
            try await withThrowingTaskGroup(of: (api: Int, answer: APIClient.Answer).self) { group in
                for number in 0..<count {
                    let index = number % apis.count
                    let api = apis[index]
                    group.addTask { (api: index, answer: try await request(api)) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
    }
}
