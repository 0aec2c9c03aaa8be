/// One thing that a role needs.
package protocol DoctorCheck: Sendable {
    /// What it is called in the report.
    var name: String { get }
    /// The time after which its result is not waited for any longer.
    var limit: Duration { get }
    /// What to try when there is no result within the limit.
    var remedyWhenSilent: String { get }
    /// What was found. Whatever it throws is a problem, but ``DoctorPrerequisite``.
    func look() async throws -> DoctorOutcome
}

extension DoctorCheck {
    package var limit: Duration { .seconds(30) }
    package var remedyWhenSilent: String { "run the doctor again" }
}
