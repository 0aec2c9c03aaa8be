import Foundation
import JSON
import Testing

@testable import Chain

@Suite("RPC frames and routes")
struct RPCFrameTests {
    @Test("Random frames are sorted or refused, never a trap")
    func fuzz() async {
        let seeds = [
            #"{"jsonrpc":"2.0","id":1,"result":"0x00ff"}"#,
            #"{"jsonrpc":"2.0","id":9223372036854775807,"error":{"code":-1e300,"message":"m","data":[{}]}}"#,
            #"{"jsonrpc":"2.0","method":"m","params":{"subscription":"s","result":{"inBlock":"0x"}}}"#,
        ].map { Array($0.utf8) }
        var random = SplitMix(state: 10)
        let end = ProcessInfo.processInfo.environment["NI_FUZZ_SECONDS"].flatMap(Double.init)
            .map { Date().addingTimeInterval($0) }
        var round = 0
        while round < 5000 || end.map({ Date() < $0 }) == true {
            round += 1
            if round % 100 == 0 { await Task.yield() }
            var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
                let position = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes[position] = UInt8.random(in: 0x20..<0x7f, using: &random)
                case 2: bytes.remove(at: position)
                case 3: bytes.removeSubrange(position...)
                default: bytes.insert(contentsOf: bytes[position...].prefix(20), at: position)
                }
            }
            _ = try? RPCFrame.parse(bytes)
        }
    }

    /// The same numbers for the same seed (splitmix64).
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return mixed ^ mixed >> 31
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
