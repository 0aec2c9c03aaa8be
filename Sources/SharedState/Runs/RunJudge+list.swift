package import Foundation

extension RunJudge {
    /// The runs that count, one by hotkey, in their order, and how many do not by reason.
    ///
    /// Of a run whose content is signed only the signed keys are left: others may have written the rest.
    /// Of several runs of one hotkey the one that was heard of last counts, the others are stale.
    package mutating func judge(
        _ runs: [Run], role: RunRole, now: Date
    ) -> (counting: [Run], ignored: [RunFault: Int]) {
        var ignored: [RunFault: Int] = [:]
        var counting: [Run] = []
        var places: [String: Int] = [:]
        for run in runs {
            switch judgement(run, role: role, now: now) {
            case .ignored(let fault): ignored[fault, default: 0] += 1
            case .counts(let run):
                if let place = places[run.displayName] {
                    ignored[.stale, default: 0] += 1
                    if Self.isLater(run, than: counting[place]) { counting[place] = run }
                } else {
                    places[run.displayName] = counting.count
                    counting.append(run)
                }
            }
        }
        return (counting, ignored)
    }

    /// Servers write times so that they sort as text.
    private static func isLater(_ run: Run, than other: Run) -> Bool {
        (run.heartbeatAt, run.createdAt) > (other.heartbeatAt, other.createdAt)
    }
}
