import Chain
import JSON
import Testing

struct WeightVectorTests {
    private static func error(_ message: String) -> WeightError {
        switch message.prefix(14) {
        case "Passed weight ": .negative
        case "Passed uid is ": .uid(-1)
        case "Passed weights": .lengths(uids: 1, weights: 2)
        default: .empty
        }
    }

    @Test func `Weights become the numbers of the Python SDK`() throws {
        let vectors = try CallVectors.cases("weights.json", "cases")
        #expect(vectors.count == 13)
        for vector in vectors {
            let uids = try #require(vector["uids_in"]?.list?.compactMap { $0.integer.map(Int.init) })
            let weights = try #require(vector["weights_in"]?.list?.compactMap { $0.number.map { Float($0) } })
            if let message = vector["message"]?.text {
                #expect(throws: Self.error(message)) { try WeightVector(uids: uids, weights: weights) }
            } else {
                let made = try WeightVector(uids: uids, weights: weights)
                #expect(made.uids.map { Int64($0) } == vector["uids"]?.list?.compactMap(\.integer))
                #expect(made.values.map { Int64($0) } == vector["values"]?.list?.compactMap(\.integer))
            }
        }
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity])
    func `A weight that is no number is refused`(weight: Float) {
        #expect(throws: WeightError.notFinite) { try WeightVector(uids: [0, 1], weights: [1, weight]) }
    }

    @Test func `The smallest and largest weights keep their places`() throws {
        let made = try WeightVector(
            uids: [65_535, 0], weights: [.leastNonzeroMagnitude, .leastNonzeroMagnitude])
        #expect(made.uids == [65_535, 0] && made.values == [65_535, 65_535])
        #expect(try WeightVector(uids: [3], weights: [.greatestFiniteMagnitude]).values == [65_535])
        #expect(throws: WeightError.uid(65_536)) { try WeightVector(uids: [65_536], weights: [1]) }
    }
}
