import MinerNode
import Testing

@Suite struct GlobTests {
    @Test(
        "Whole texts fit",
        arguments: [
            ("a", "a"), ("*", ""), ("*", "x/y:z"), ("pytorch/*", "pytorch/pytorch:2.7"), ("*:2.7", "pytorch:2.7"),
            ("a*b*c", "abc"), ("a*b*c", "a-b-b-c"), ("a**c", "ac"), ("*a*", "bab"), ("", ""), ("*ab", "aab"),
            ("a*ba", "aba"),
        ])
    func fits(_ pattern: String, _ text: String) {
        #expect(Glob(pattern).matches(text))
    }

    @Test(
        "Parts of texts do not",
        arguments: [
            ("a", "ab"), ("a", "ba"), ("", "a"), ("pytorch/*", "evil/pytorch/x"), ("*:2.7", "pytorch:2.7.1"),
            ("ab*ba", "aba"), ("a*b*c", "acb"), ("A", "a"), ("a?", "ab"), ("a*b*b", "ab"),
        ])
    func fitsNot(_ pattern: String, _ text: String) {
        #expect(!Glob(pattern).matches(text))
    }
}
