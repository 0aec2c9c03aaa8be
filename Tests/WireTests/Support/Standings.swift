import Keys
import Synchronization
import Wire

/// A fixed list of who may call, which remembers whom it was asked about.
final class Standings: CallerStanding {
    private let refused: [AccountID: String]
    private let asked = Mutex<[AccountID]>([])

    init(refused: [AccountID: String] = [:]) {
        self.refused = refused
    }

    var questions: Int { asked.withLock { $0.count } }

    func standing(of hotkey: AccountID) -> Standing {
        asked.withLock { $0.append(hotkey) }
        return refused[hotkey].map { .refused(reason: $0) } ?? .admitted(priority: 1)
    }
}
