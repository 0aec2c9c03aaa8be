import Testing

@testable import Store

@Suite struct ResourceNameTests {
    @Test(
        "Details without a named GPU have no resource name",
        arguments: [
            "", "{", "[]", "{}", "null", #"{"gpu": null}"#, #"{"gpu": {}}"#, #"{"gpu": {"details": []}}"#,
            #"{"gpu": {"details": [{}]}}"#, #"{"gpu": {"details": [{"name": 7}]}}"#, #"{"gpu": "none"}"#,
        ])
    func none(details: String) {
        #expect(ResourceName.of(details: details) == "")
    }

    @Test("The first GPU names the machine, in lower case")
    func first() {
        let details = #"{"gpu": {"details": [{"name": "NVIDIA H100", "capacity": 81559}, {"name": "T4"}]}}"#
        #expect(ResourceName.of(details: details) == "nvidia h100")
    }
}
