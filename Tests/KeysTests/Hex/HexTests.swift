import Testing

@testable import Keys

struct HexTests {
    @Test("All bytes survive the way to text and back, in both cases and with a prefix")
    func roundTrip() {
        let bytes = (0...255).map { UInt8($0) }
        let text = Hex.encode(bytes)
        #expect(text.hasPrefix("000102") && text.hasSuffix("fdfeff"))
        #expect(Hex.decode(text) == bytes)
        #expect(Hex.decode(text.uppercased()) == bytes)
        #expect(Hex.decode("0x" + text) == bytes)
        #expect(Hex.decode(Substring("0x" + text).dropFirst(2)) == bytes)
    }

    @Test("No digits are no bytes", arguments: ["", "0x"])
    func empty(text: String) {
        #expect(Hex.decode(text) == [])
        #expect(Hex.encode([]).isEmpty)
    }

    @Test(
        "A text that is not hexadecimal is refused", arguments: ["0", "0x0", "zz", "0X00", "00 1", "é", "0g", "0x0x"])
    func refused(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
