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
    /// It could not be asked, for reasons of ours: it counts neither way.
    case unknown

    /// - Parameter signs: Whether the miner is one of ours: then only what it signed is its answer.
    init(_ outcome: DendriteOutcome<Allocate>, signs: Bool = false) {
        switch outcome {
        case .answered(_, signed: false) where signs: self = .silent
        case .answered(let answer, let signed):
            switch answer.output.status {
            case true: self = .stands
            case false: self = .runsNot(signed: signed)
            case nil: self = .silent
            }
        case .refused, .blacklisted, .unreachable, .timedOut, .badAnswer: self = .silent
        }
    }

    /// Whether the rental is well, nil when that is not known; a Python miner, which does not sign, takes a paused container for none.
    func isGood(whenPaused isPaused: Bool) -> Bool? {
        switch self {
        case .stands: true
        case .runsNot(let signed): isPaused && !signed
        case .silent: false
        case .unknown: nil
        }
    }
}
