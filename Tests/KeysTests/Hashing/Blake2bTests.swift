import Testing

@testable import Keys

struct Blake2bTests {
    @Test("Digests are those of RFC 7693 and of the chain")
    func vectors() {
        #expect(
            Hex.encode(Blake2b.hash(Array("abc".utf8), count: 64))
                == "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")
        #expect(
            Hex.encode(Blake2b.hash([], count: 32))
                == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")
        #expect(Hex.encode(Blake2b.hash(Array("abc".utf8), count: 16)) == "cf4ab791c62b8d2b2109c90275287816")
    }

    @Test("Slices are hashed as arrays, and no count is refused by a trap")
    func shapes() {
        let bytes: [UInt8] = [9, 1, 2, 3]
        #expect(Blake2b.hash(bytes[1...], count: 32) == Blake2b.hash([1, 2, 3], count: 32))
        #expect(Blake2b.hash([], count: -1).count == 1)
        #expect(Blake2b.hash([], count: 1000).count == 64)
    }
}
