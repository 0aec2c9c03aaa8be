import Testing

@testable import AllocationAPI

@Suite struct FormQueryTests {
    @Test(
        "A query is read as the Python service reads it",
        arguments: [
            ("", [:]), ("a=1&b=2", ["a": "1", "b": "2"]), ("a=1&a=2", ["a": "2"]), ("a", ["a": ""]),
            ("a=b=c", ["a": "b=c"]), ("key=ssh-rsa+AA%2BB%3D+me", ["key": "ssh-rsa AA+B= me"]), ("&&a=", ["a": ""]),
            ("a=%zz", ["a": "%zz"]), ("a=%C3%A9", ["a": "é"]), ("=x", ["": "x"]),
        ])
    func parse(_ query: String, _ values: [String: String]) {
        #expect(FormQuery.parse(query) == values)
    }
}
