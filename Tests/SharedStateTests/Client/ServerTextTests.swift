import Testing

@testable import SharedState

@Suite("What servers say")
struct ServerTextTests {
    @Test(
        "It becomes one line that steers no terminal",
        arguments: [
            ("", ""), ("plain", "plain"), (" \r\n a\t\tb \n", "a b"), ("\u{1b}]0;title\u{7}x", "]0;title x"),
            ("a\u{202e}b\u{200b}c", "abc"), ("a\u{2028}b", "a b"), ("ключ 鍵 🔑", "ключ 鍵 🔑"),
        ])
    func cleaned(text: String, shown: String) {
        #expect(ServerText.clean(text) == shown)
    }

    @Test("It is cut, however long it is")
    func cut() {
        #expect(ServerText.clean(String(repeating: "x", count: 1_000_000)) == String(repeating: "x", count: 300))
        #expect(ServerText.clean(String(repeating: "\u{0}", count: 1_000_000)).isEmpty)
    }
}
