/// Where a bit of a bit sequence is: its words are little-endian (the crate `bitvec`).
struct BitPlace {
    let byte: Int
    let mask: UInt8

    init(_ bit: Int, wordBits: Int, highestFirst: Bool) {
        let inWord = bit % wordBits
        let start = bit - inWord
        let place = start + (highestFirst ? wordBits - 1 - inWord : inWord)
        byte = place / 8
        mask = 1 << UInt8(place % 8)
    }
}
