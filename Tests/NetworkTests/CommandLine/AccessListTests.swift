import Testing

@testable import nicompute

/// The lists of keys in a miner's flags.
struct AccessListTests {
    private let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
    private let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"

    private func list(_ text: String) throws -> Set<String> {
        try AccessOptions.list(text, "f", default: [bob])
    }

    @Test("A list replaces the one that comes with the program, adds to it, or is empty")
    func replaced() throws {
        #expect(try list("default") == [bob])
        #expect(try list(alice) == [alice])
        #expect(try list("default, \(alice)") == [alice, bob])
        #expect(try list("").isEmpty)
    }

    @Test("What is no address is an error, and so is \"default\" where there is no such list")
    func wrong() {
        #expect(throws: (any Error).self) { try list("default,5Grwva") }
        #expect(throws: (any Error).self) { try AccessOptions.list("default", "f") }
    }
}
