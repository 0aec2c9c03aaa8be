/// What somebody asked of a project in memory.
package struct MemoryProjectCall: Sendable, Equatable {
    package enum What: Sendable, Equatable {
        case resume(String)
        case upsert(RunChange)
        case beat(String, RunBeat)
        case runs(RunFilter)
        case delete(String)
    }

    package let what: What
    /// Nil when it was done.
    package let failure: StateError?
}

/// How often each call was made.
package struct MemoryProjectCalls: Sendable, Equatable {
    package var resume = 0
    package var upsert = 0
    package var beat = 0
    package var runs = 0
    package var delete = 0

    package init() {}

    package var all: Int { resume + upsert + beat + runs + delete }

    mutating func count(_ call: MemoryProjectCall.What) {
        switch call {
        case .resume: resume += 1
        case .upsert: upsert += 1
        case .beat: beat += 1
        case .runs: runs += 1
        case .delete: delete += 1
        }
    }
}
