import Foundation

/// The runs of a project.
struct ShelvedProject: Sendable {
    let createdAt: Date
    private(set) var bySequence: [Int64: ShelvedRun] = [:]
    private var sequences: [String: Int64] = [:]
    /// Oldest first.
    private(set) var order: [Int64] = []

    init(createdAt: Date) { self.createdAt = createdAt }

    /// The runs, oldest first.
    var runs: [ShelvedRun] { order.compactMap { bySequence[$0] } }

    subscript(name: String) -> ShelvedRun? { sequences[name].flatMap { bySequence[$0] } }

    /// `run` is there, in place of itself or as the newest.
    mutating func put(_ run: ShelvedRun) {
        if bySequence.updateValue(run, forKey: run.sequence) == nil {
            order.append(run.sequence)
            sequences[run.key.name] = run.sequence
        }
    }

    mutating func remove(_ sequence: Int64) {
        guard let run = bySequence.removeValue(forKey: sequence) else { return }
        sequences[run.key.name] = nil
        order.removeAll { $0 == sequence }
    }
}
