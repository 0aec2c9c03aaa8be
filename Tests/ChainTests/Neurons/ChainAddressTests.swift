import Chain
import Testing

@Suite struct ChainAddressTests {
    @Test(
        "An address is a number, and is written as it was",
        arguments: [
            ("1.2.3.4", UInt128(0x0102_0304), UInt8(4)), ("0.0.0.0", 0, 4), ("255.255.255.255", 0xffff_ffff, 4),
            ("::1", 1, 6), ("2001:db8::5", 0x2001_0db8_0000_0000_0000_0000_0000_0005, 6),
        ])
    func round(_ text: String, _ number: UInt128, _ type: UInt8) throws {
        let address = try #require(ChainAddress(text))
        #expect(address == ChainAddress(number: number, type: type))
        #expect(address.text == text)
    }

    @Test("Anything else is none", arguments: ["", "1.2.3", "1.2.3.256", "localhost", "::1%lo", "1.2.3.4 ", "[::1]"])
    func invalid(_ text: String) {
        #expect(ChainAddress(text) == nil)
    }

    @Test("A number that fits no IPv4 address is still written")
    func tooLarge() {
        #expect(ChainAddress(number: 1 << 32, type: 4).text == "::1:0:0")
    }
}
