import Keys
import Market
import Wire

@testable import MinerNode

/// Challenges and answers of hashcat, for tests.
enum Challenges {
    static let posed: PosedChallenge = {
        var generator = SystemRandomNumberGenerator()
        return ChallengeMaker(difficulty: 3).pose(using: &generator)
    }()

    static let message = posed.message

    static var order: HashcatOrder { get throws { try HashcatOrder(message) } }

    /// The challenge whose answer is `password`.
    static func message(password: String) -> Challenge {
        var message = message
        message.hash = ChallengeHash.text(password: password, salt: message.salt)
        return message
    }

    static func settings(
        path: String = "hashcat", directory: String = "/tmp", limit: Duration = .seconds(60), mostWaiting: Int = 8
    ) -> HashcatSettings {
        HashcatSettings(path: path, directory: directory, limit: limit, mostWaiting: mostWaiting)
    }

    static let caller = Caller(
        hotkey: AccountID(words: (7, 7, 7, 7)), priority: 0, signedBody: true, nonce: 1, timeout: 60)
}
