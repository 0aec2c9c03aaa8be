import Foundation
import Store
import Synchronization
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(5))) struct NotifyTestRouteTests {
    private let store = MemoryStore()

    private func with(
        _ body: @escaping @Sendable (EndpointServer, @escaping @Sendable () -> Int) async throws -> Void
    ) async throws {
        let pokes = Counted()
        let route = NotifyTestRoute(store: store, poke: { pokes.count() })
        try await EndpointServer.with(route.endpoints) { server async throws in
            try await body(server) { pokes.number }
        }
    }

    private final class Counted: Sendable {
        private let value = Mutex(0)
        var number: Int { value.withLock { $0 } }
        func count() { value.withLock { $0 += 1 } }
    }

    @Test("A test notice is owed, says that it is a test, and the sender is woken")
    func queued() async throws {
        let store = store
        try await with { server, pokes async throws in
            let answers = [
                try await server.send("POST", "/test/notify"),
                try await server.send("POST", "/test/notify?hotkey=5F&uuid_key=u&event=ONLINE"),
                try await server.send("POST", "/test/notify", body: "{\"event\":\"offline\",\"hotkey\":\"5F\"}"),
            ]
            for answer in answers {
                #expect(answer.hasPrefix("HTTP/1.1 200"))
                #expect(answer.contains("Notify allocation event testing is success"))
            }
            #expect(pokes() == 3)
            let notices = try await store.notices(after: 0, limit: 9)
            #expect(notices.map(\.kind) == [.deallocated, .online, .offline])
            #expect(notices.map(\.hotkey) == ["test_hotkey", "5F", "5F"])
            #expect(notices.map(\.isTest) == [true, true, true])
            #expect(notices[1].uuid == "u")
            #expect(try await store.owedNotices() == 3)
        }
    }

    @Test("An unknown event, and one of which no receiver is told, fail", arguments: ["reboot", "allocated", "%20"])
    func unknown(_ event: String) async throws {
        let store = store
        try await with { server, pokes async throws in
            let answer = try await server.send("POST", "/test/notify?event=\(event)")
            #expect(answer.hasPrefix("HTTP/1.1 400"))
            #expect(answer.contains("Notify allocation event testing is failed"))
            #expect(pokes() == 0)
            #expect(try await store.owedNotices() == 0)
        }
    }

    @Test("Names beyond all measure are refused", arguments: ["hotkey", "uuid_key"])
    func long(_ name: String) async throws {
        try await with { server, _ async throws in
            let long = String(repeating: "x", count: 129)
            #expect(try await server.send("POST", "/test/notify?\(name)=\(long)").hasPrefix("HTTP/1.1 422"))
            #expect(try await server.send("POST", "/test/notify?\(name)=\(long.dropLast())").hasPrefix("HTTP/1.1 200"))
        }
    }
}
