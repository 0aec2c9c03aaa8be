import JSON
import Testing

@testable import Chain

@Suite("RPC frames and routes")
struct RPCFrameTests {
    @Test("Random frames are sorted or refused, never a trap")
    func randomFrames() {
        let seeds = [
            #"{"jsonrpc":"2.0","id":1,"result":"0x00ff"}"#,
            #"{"jsonrpc":"2.0","id":9223372036854775807,"error":{"code":-1e300,"message":"m","data":[{}]}}"#,
            #"{"jsonrpc":"2.0","method":"m","params":{"subscription":"s","result":{"inBlock":"0x"}}}"#,
        ].map { Array($0.utf8) }
        fuzz(5000) { seed in
            var random = SeededRandom(seed)
            _ = try? RPCFrame.parse(mutated(seeds[random.below(seeds.count)], &random))
        }
    }

    @Test("A code beyond all limits is clamped")
    func hugeCode() throws {
        let frame = try RPCFrame.parse(Array(#"{"id":1,"error":{"code":9223372036854775807,"message":""}}"#.utf8))
        #expect(frame == .answer(id: 1, .failure(.refused(code: .max, message: "", data: nil))))
    }

    @Test("Endpoints are tried in turn, with a growing pause after each round, until one answers")
    func route() {
        var route = EndpointRoute(count: 2, pause: .seconds(1), longestPause: .seconds(3))
        var tries: [Int] = []
        var pauses: [Duration] = []
        for _ in 0..<9 {
            tries.append(route.current)
            pauses.append(route.pause())
            route.failed()
        }
        #expect(tries == [0, 1, 0, 1, 0, 1, 0, 1, 0])
        let none = Duration.zero
        #expect(pauses == [none, none, .seconds(1), none, .seconds(2), none, .seconds(3), none, .seconds(3)])
        #expect(route.current == 1)
        route.answered()
        #expect(route.pause() == .zero)
        route.failed()
        #expect(route.current == 0)
        #expect(route.pause() == .zero)
        route.failed()
        #expect(route.pause() == .seconds(1))
        route.failed()
        route.returnToFirst()
        #expect(route.current == 0)
    }

    @Test("Early notifications are bounded, and given once")
    func early() {
        var early = EarlyNotifications()
        for number in 0..<3000 { early.keep(.integer(Int64(number)), for: number % 2 == 0 ? "a" : "b") }
        #expect(early.take("a").count == EarlyNotifications.limit / 2)
        #expect(early.take("a").isEmpty)
        early.keep("x", for: "c")
        #expect(early.take("c") == ["x"])
        early.clear()
        #expect(early.take("b").isEmpty)
    }

    @Test("Only submissions are not repeated")
    func repeatable() {
        #expect(RPCClient.isRepeatable("state_getStorage"))
        #expect(RPCClient.isRepeatable("author_unwatchExtrinsic"))
        #expect(!RPCClient.isRepeatable("author_submitExtrinsic"))
        #expect(!RPCClient.isRepeatable("author_submitAndWatchExtrinsic"))
    }
}
