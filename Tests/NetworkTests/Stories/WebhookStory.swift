import AllocationAPI
import Foundation
import Store
import Testing

extension NetworkStories {
    @Suite(
        .serialized, .timeLimit(.minutes(4)), .enabled(if: PythonREST.environment != nil, PythonREST.comment))
    struct WebhookStory {
        @Test("Whatever becomes of the receiver, it gets each event, in order, signed, also after restarts")
        func receiver() async throws {
            try await Cluster.with { cluster async throws in
                let receiver = try await WebhookReceiver(cluster.directory)
                let good = try CertificateMaker(directory: "\(cluster.directory)/receiver").makeAll()
                let bad = try CertificateMaker(directory: "\(cluster.directory)/impostor").makeAll()
                let store = try cluster.store()
                @discardableResult func start() async throws -> NodeProcess {
                    try await cluster.startAPI(
                        more: ["--webhooks.ca", good.ca, "--api.test-endpoints"],
                        environment: receiver.environment(scheme: "https"))
                }
                try await cluster.startMiner()

                // It is down.
                let first = try await start()
                let uuids = try await rentTwice(cluster)
                #expect(try await store.owedNotices() == 2)

                // Somebody else answers in its place.
                try await receiver.listening(certificate: bad.server, key: bad.serverKey) {
                    try await tried(store, "the wrong certificate is not met") { receiver.refusals > 0 }
                }
                #expect(receiver.requests.isEmpty, "an event was told to somebody else")

                let (certificate, key) = (good.server, good.serverKey)
                try await receiver.listening(.error, certificate: certificate, key: key) {
                    for mode in [WebhookReceiver.Mode.error, .redirect, .slow] {
                        try receiver.behave(mode)
                        try await tried(store, "it is not tried again") {
                            receiver.requests.contains { $0.mode == mode.rawValue }
                        }
                    }
                    try await first.end()
                    #expect(receiver.taken.isEmpty)
                    #expect(try await store.owedNotices() == 2)

                    // Nobody helps now: the next process sends what the last one owed.
                    try receiver.behave(.created)
                    try await start()
                    try await Eventually.holds("the events do not arrive", within: .seconds(60)) {
                        receiver.taken.count >= 2
                    }
                    try await afterwards(cluster, receiver, store)
                }
                let taken = receiver.taken.filter { $0.test != true }
                #expect(taken.map(\.uuid) == uuids)
                #expect(taken.allSatisfy { $0.status == "DEALLOCATION" && $0.hotkey == cluster.hotkey })
                #expect(taken.allSatisfy { $0.path == "/deallocation" })
                #expect(Set(taken.map(\.id)).count == 2)
                let before = receiver.requests.prefix { $0.uuid != uuids.last }
                #expect(before.contains { $0.mode == "created" }, "the second came before the first was taken")
                for request in receiver.requests { #expect(request.faults == [], "\(request)") }
                for uuid in uuids { #expect(!cluster.log.contains(uuid), "a uuid is in the log") }
            }
        }

        /// The uuids of two rentals, given back one after the other, of whose end the receiver is to be told.
        private func rentTwice(_ cluster: Cluster) async throws -> [String] {
            try await cluster.withAPI { api async throws in
                var uuids: [String] = []
                for _ in 0..<2 {
                    let rented = try #require(try await api.allocate(cluster.hotkey).rented)
                    let answer = try await api.deallocate(cluster.hotkey, uuid: rented.uuid, notify: true)
                    #expect(answer.status == 200)
                    uuids.append(rented.uuid)
                }
                return uuids
            }
        }

        /// No event is made twice, who does not want to be told is not, and a test says that it is one.
        private func afterwards(
            _ cluster: Cluster, _ receiver: WebhookReceiver, _ store: SQLiteStore
        ) async throws {
            try await Eventually.holds("the events are still owed") { try await store.owedNotices() == 0 }
            try await cluster.withAPI { api async throws in
                let rented = try #require(try await api.allocate(cluster.hotkey).rented)
                #expect(try await api.deallocate(cluster.hotkey, uuid: rented.uuid).status == 200)
                #expect(try await store.owedNotices() == 0)
            }
            try await ConformanceSuite(cluster, testEndpoints: true).run(["notify"])
            try await Eventually.holds("the tests do not arrive") { receiver.taken.count { $0.test == true } >= 3 }
            try await Eventually.holds("a test is still owed") { try await store.owedNotices() == 0 }
            #expect(receiver.taken.count == 5, "two events and three tests")
        }

        /// What is owed is due at once until `condition` holds: minutes of waiting are not what is to be shown.
        private func tried(_ store: SQLiteStore, _ what: Comment, _ condition: () -> Bool) async throws {
            try await Eventually.holds(what) {
                for notice in try await store.dueNotices(at: .distantFuture, limit: 10) {
                    try await store.scheduleNotice(notice.id, attempts: 1, next: Date())
                }
                return condition()
            }
        }
    }
}
