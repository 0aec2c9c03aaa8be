import Testing

@testable import Chain

struct ZeroTests {
    @Test("Zero of every shape is empty and can be written")
    func shapes() throws {
        let registry = SampleTypes.registry
        #expect(try registry.zero(SampleTypes.account) == .bytes([UInt8](repeating: 0, count: 32)))
        #expect(try registry.zero(SampleTypes.choice) == .variant("Empty", .list([])))
        #expect(try registry.zero(SampleTypes.option) == ScaleValue.none)
        #expect(try registry.zero(SampleTypes.record)["tags"] == .list([]))
        for vector in ValueTests.vectors {
            let zero = try registry.zero(vector.0)
            #expect(try registry.decode(vector.0, registry.encode(zero, as: vector.0)) == zero)
        }
    }
}
