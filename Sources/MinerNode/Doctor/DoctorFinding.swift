/// What one check of the doctor found, as it is printed and as JSON.
package struct DoctorFinding: Sendable, Equatable, Encodable {
    /// The check's name; names stay as they are, so that programs can go by them.
    package let name: String
    package let verdict: DoctorVerdict
    /// What is so, in one line.
    package let detail: String
    /// What to do about it, where there is something to do.
    package let remedy: String?

    package init(name: String, verdict: DoctorVerdict, detail: String, remedy: String? = nil) {
        self.name = name
        self.verdict = verdict
        self.detail = detail
        self.remedy = remedy
    }

    init(_ name: String, _ outcome: DoctorOutcome) {
        self.init(name: name, verdict: outcome.verdict, detail: outcome.detail, remedy: outcome.remedy)
    }
}

extension [DoctorFinding] {
    /// True unless one is a problem: the role runs, if not at its best.
    package var isHealthy: Bool { allSatisfy { $0.verdict != .problem } }
}
