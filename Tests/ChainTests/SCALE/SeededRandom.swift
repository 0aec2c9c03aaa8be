import Foundation

/// The same numbers in every run (SplitMix64), so that what fails once can be found again.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}

/// Calls the body with the seeds 0, 1, 2 ...: a few of them, or with `NI_FUZZ_SECONDS` as many as fit that time.
func fuzz(_ iterations: UInt64, _ body: (UInt64) throws -> Void) rethrows {
    let seconds = ProcessInfo.processInfo.environment["NI_FUZZ_SECONDS"].flatMap(Double.init) ?? 0
    let start = ContinuousClock.now
    var seed: UInt64 = 0
    while seed < iterations || ContinuousClock.now - start < .seconds(seconds) {
        try body(seed)
        seed += 1
    }
    if seconds > 0 { print("fuzzed with \(seed) seeds") }
}

/// Bytes changed as a hostile or broken peer would.
func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.below(4) {
        guard !bytes.isEmpty else { return random.bytes(random.below(64)) }
        let place = random.below(bytes.count)
        switch random.below(7) {
        case 0: bytes[place] ^= 1 << UInt8(random.below(8))
        case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes.removeSubrange(place...)
        case 3: bytes.insert(contentsOf: random.bytes(random.below(9)), at: place)
        case 4:
            let end = min(bytes.count, place + random.below(64))
            bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
        case 5: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(8)))
        default:
            // Compact counts far above what follows.
            let counts: [[UInt8]] = [
                [0xfe, 0xff, 0xff, 0xff], [0x03, 0xff, 0xff, 0xff, 0xff], [0xfd, 0xff],
                [0xff] + [UInt8](repeating: 255, count: 67),
                [0x33] + [UInt8](repeating: 255, count: 16), [0x13, 0, 0, 0, 0, 0, 0, 0, 0x80],
            ]
            let count = counts[random.below(counts.count)]
            bytes.replaceSubrange(place..<min(bytes.count, place + count.count), with: count)
        }
    }
    return bytes
}
