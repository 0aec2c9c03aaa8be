/// What a GraphQL request may cost; the clients' requests are far below.
enum GraphLimits {
    /// Bytes of a document.
    static let bytes = 64 * 1_024
    static let tokens = 4_000
    /// Selections, values, types and fragments inside each other.
    static let depth = 32
    /// Selections, with those of a fragment each time it is spread.
    static let selections = 20_000
    /// Fields of an answer, and what finding runs costs on top.
    static let work = 1_000_000
    /// Bytes of texts in an answer.
    static let answerBytes = 128 << 20
}
