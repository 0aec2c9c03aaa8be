/// What hashcat computes on.
package enum HashcatDevice: Sendable, Equatable {
    case processors
    case graphicsCards
    /// By the numbers that `hashcat -I` shows, from 1.
    case numbered([Int])

    /// Reads `cpu`, `gpu`, or numbers with commas between them; nil: it is none of them.
    package init?(_ text: String) {
        switch text {
        case "cpu": self = .processors
        case "gpu": self = .graphicsCards
        default:
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            let numbers = parts.compactMap { Int($0) }.filter { (1...256).contains($0) }
            guard numbers.count == parts.count else { return nil }
            self = .numbered(numbers)
        }
    }

    var arguments: [String] {
        switch self {
        case .processors: ["-D", "1"]
        case .graphicsCards: ["-D", "2"]
        case .numbered(let numbers): ["-d", numbers.map(String.init).joined(separator: ",")]
        }
    }
}
