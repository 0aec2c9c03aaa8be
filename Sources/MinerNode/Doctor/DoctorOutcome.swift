/// The result of one check, which has a name elsewhere.
package struct DoctorOutcome: Sendable, Equatable {
    package let verdict: DoctorVerdict
    package let detail: String
    package let remedy: String?

    /// All is well.
    static func ok(_ detail: String) -> DoctorOutcome {
        DoctorOutcome(verdict: .ok, detail: detail, remedy: nil)
    }

    /// It could be better.
    static func warning(_ detail: String, mend remedy: String?) -> DoctorOutcome {
        DoctorOutcome(verdict: .warning, detail: detail, remedy: remedy)
    }

    /// It must be mended.
    static func problem(_ detail: String, mend remedy: String) -> DoctorOutcome {
        DoctorOutcome(verdict: .problem, detail: detail, remedy: remedy)
    }
}

/// Why a check could not be made: something else has to be mended first, and has a finding of its own.
struct DoctorPrerequisite: Error, Equatable {
    /// What is missing, as "the chain does not answer".
    let reason: String
}
