import Chain
import Foundation
import Testing

/// Many who want the metagraph at once.
@Suite(.timeLimit(.minutes(1))) struct MetagraphSharingTests {
    @Test("Requests that come together cause one reading, and all see its result")
    func shared() async throws {
        let chain = FlakyChain(block: 1)
        let cache = try await chain.cache()
        chain.change {
            $0.block = 2
            $0.date += 10
        }
        let seen = await withTaskGroup(of: UInt64.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    await cache.lookAgain()
                    return cache.current.block
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(seen == [UInt64](repeating: 2, count: 100))
        #expect(chain.current.readings == 2)
    }

    @Test("What was tried within the last seconds is not tried again for a request, be it that it failed")
    func rests() async throws {
        let chain = FlakyChain(block: 1)
        let cache = try await chain.cache()
        await cache.lookAgain()
        #expect(chain.current.readings == 1)
        chain.change {
            $0.block = nil
            $0.date += 10
        }
        for _ in 0..<5 { await cache.lookAgain() }
        #expect(chain.current.readings == 2)
        chain.change { $0.date += 4 }
        await cache.lookAgain()
        #expect(chain.current.readings == 3)
        // A clock that went back is no reason to wait.
        chain.change { $0.date -= 3_600 }
        await cache.lookAgain()
        #expect(chain.current.readings == 4)
    }

    @Test("Who is cancelled stops waiting, and the reading goes on for the others")
    func cancelled() async throws {
        let chain = FlakyChain(block: 1)
        let cache = try await chain.cache()
        let (begun, began) = AsyncStream<Void>.makeStream()
        let (held, hold) = AsyncStream<Void>.makeStream()
        chain.change {
            $0.block = 2
            $0.gate = {
                began.finish()
                for await _ in held {}
            }
        }
        let first = Task { await cache.refresh() }
        for await _ in begun {}
        first.cancel()
        await first.value
        #expect(cache.current.block == 1)
        async let second: Void = cache.refresh()
        chain.change { $0.gate = nil }
        hold.finish()
        await second
        #expect(cache.current.block == 2)
    }
}
