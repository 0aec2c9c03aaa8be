import Wire

extension DendriteOutcome {
    /// Whether the axon refused before anything was done; such an answer is not signed, anybody on the way can give it.
    var isTurnedAway: Bool {
        switch self {
        case .blacklisted: true
        case .refused: !mayHaveActed
        case .answered, .unreachable, .timedOut, .badAnswer: false
        }
    }
}
