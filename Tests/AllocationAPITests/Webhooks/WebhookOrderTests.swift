import Hummingbird
import Store
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(5))) struct WebhookOrderTests {
    @Test("A receiver that is away holds the other one back for a round of tries, and no longer")
    func away() async throws {
        try await WebhookListener.with { receiver async throws in
            let outbox = TestOutbox()
            for kind in [Notice.Kind.offline, .online, .deallocated] { try await outbox.add(kind, "a") }
            receiver.behave { Response(status: $0.path == "/status" ? .serviceUnavailable : .ok) }
            let sender = try outbox.sender(receiver.environment())
            for _ in 1..<WebhookSender.tries {
                try await outbox.deliver(sender)
                #expect(receiver.taken.isEmpty)
                outbox.clock.pass(WebhookSender.pause)
            }
            try await outbox.deliver(sender)
            #expect(receiver.taken.map(\.what) == ["a DEALLOCATION"])
            #expect(try await outbox.owed == 2)
            receiver.answer(200)
            outbox.clock.pass(180)
            try await outbox.deliver(sender)
            #expect(receiver.taken.map(\.what) == ["a DEALLOCATION", "a OFFLINE", "a ONLINE"])
        }
    }
}
