import Foundation
import JSON
import Testing

/// The same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}

@Suite("JSON under random input")
struct JSONFuzzTests {
    static let seeds = [
        #"{"jsonrpc":"2.0","id":1,"result":"0x00ff"}"#,
        #"{"jsonrpc":"2.0","id":1,"error":{"code":1010,"message":"Invalid Transaction","data":null}}"#,
        #"{"method":"author_extrinsicUpdate","params":{"subscription":"a","result":{"inBlock":"0x\u00e9"}}}"#,
        #"[1,-2.5e+3,true,false,null,"\ud83d\ude00\\\"",{"a":{"b":[[]]}}]"#,
    ]
    static let alphabet = Array(#"{}[]:,"\ue0123456789.-+truefalsn\#u{0}\#u{ff}"#.utf8)

    @Test("No input traps, and what is accepted is written and read back equal")
    func fuzz() async {
        var random = SeededGenerator(state: 3)
        let end = ProcessInfo.processInfo.environment["NI_FUZZ_SECONDS"].flatMap(Double.init)
            .map { Date().addingTimeInterval($0) }
        var round = 0
        while round < 10_000 || end.map({ Date() < $0 }) == true {
            round += 1
            if round % 100 == 0 { await Task.yield() }
            let bytes = Self.mutated(&random)
            guard let value = try? JSONValue.parse(bytes) else { continue }
            // Numbers beyond 2^53 may be written differently, but only once.
            let again = try? JSONValue.parse(value.serialized)
            if again != value { Issue.record("\(bytes) is read back differently") }
        }
    }

    private static func mutated(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes = Array(seeds[Int.random(in: 0..<seeds.count, using: &random)].utf8)
        for _ in 0..<Int.random(in: 0...6, using: &random) where !bytes.isEmpty {
            let position = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[position] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            case 2: bytes.remove(at: position)
            case 3: bytes.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &random)], at: position)
            case 4: bytes.removeSubrange(position...)
            default: bytes.insert(contentsOf: bytes[..<position], at: position)
            }
        }
        return bytes
    }
}
