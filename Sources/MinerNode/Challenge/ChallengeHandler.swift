import Keys
package import Logging
package import Market
package import Wire

/// The miner's side of `Challenge`.
package struct ChallengeHandler: Sendable {
    /// Added to the caller's stake for `Challenge`.
    package static let priority: Double = 2

    private let runner: HashcatRunner?
    private let logger: Logger

    /// - Parameter runner: nil: challenges come back as they are.
    package init(runner: HashcatRunner?, logger: Logger) {
        self.runner = runner
        self.logger = logger
    }

    /// `message` with its output filled in, where challenges are worked on.
    package func answer(_ message: Challenge, from caller: Caller) async -> Challenge {
        let id = Self.logID(message, caller: caller.hotkey.ss58)
        let order: HashcatOrder
        do {
            order = try HashcatOrder(message)
        } catch {
            // Where challenges are not worked on, only what nobody could solve is worth a line.
            if runner != nil || error == .difficulty {
                logger.warning("challenge refused", metadata: ["id": "\(id)", "reason": "\(error)"])
            }
            return runner == nil ? message : message.answered(ChallengeOutput(error: error.description))
        }
        guard let runner else { return message }
        let outcome = await runner.solve(order)
        log(outcome, id: id)
        return message.answered(outcome.output)
    }

    /// Caller, difficulty and a piece of the hash, as operators know it from the Python miner; safe to be logged.
    static func logID(_ message: Challenge, caller: String) -> String {
        let piece = message.hash.unicodeScalars.prefix(20).dropFirst(10)
            .map { $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) ? Character($0) : "?" }
        return "\(caller.prefix(8))/\(message.difficulty)/\(String(piece))"
    }

    private func log(_ outcome: HashcatOutcome, id: String) {
        switch outcome {
        case .found(_, let duration):
            logger.info("challenge solved", metadata: ["id": "\(id)", "after": "\(duration)"])
        case .failed(let reason, _):
            logger.error("hashcat failed", metadata: ["id": "\(id)", "reason": "\(reason)"])
        case .notFound, .tooLong, .busy, .cancelled:
            logger.warning("challenge not solved", metadata: ["id": "\(id)", "outcome": "\(outcome)"])
        }
    }
}

extension Challenge {
    fileprivate func answered(_ output: ChallengeOutput) -> Challenge {
        var answer = self
        answer.output = output
        return answer
    }
}

extension HashcatOutcome {
    /// What the caller is told.
    var output: ChallengeOutput {
        switch self {
        case .found(let password, let duration):
            ChallengeOutput(password: password, localExecutionTime: duration / .seconds(1))
        case .notFound(let duration):
            ChallengeOutput(localExecutionTime: duration / .seconds(1), error: "hashcat found no password")
        case .tooLong(let duration):
            ChallengeOutput(localExecutionTime: duration / .seconds(1), error: "hashcat took too long")
        case .busy:
            ChallengeOutput(error: "too many challenges wait")
        case .cancelled:
            ChallengeOutput(error: "the challenge was given up")
        case .failed(_, let duration):
            ChallengeOutput(localExecutionTime: duration / .seconds(1), error: "hashcat failed")
        }
    }
}
