import Market
import Wire

/// What a miner says about one rental.
enum HealthAnswer: Sendable, Equatable {
    /// The rental stands.
    case stands
    /// The miner answered: nothing of this rental runs there. `signed`: a miner of ours says so.
    case runsNot(signed: Bool)
    /// No answer to the question.
    case silent

    init(_ outcome: DendriteOutcome<Allocate>) {
        switch outcome {
        case .answered(let answer, let signed):
            switch answer.output.status {
            case true: self = .stands
            case false: self = .runsNot(signed: signed)
            case nil: self = .silent
            }
        case .refused, .blacklisted, .unreachable, .timedOut, .badAnswer: self = .silent
        }
    }

    /// Whether the rental is well; a Python miner, which does not sign, takes a paused container for none.
    func isGood(whenPaused isPaused: Bool) -> Bool {
        switch self {
        case .stands: true
        case .runsNot(let signed): isPaused && !signed
        case .silent: false
        }
    }
}
