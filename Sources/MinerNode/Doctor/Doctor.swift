import Timing

/// Looks at everything at once, and waits for nothing without end.
package enum Doctor {
    /// What the checks found, in their order.
    package static func examine(_ checks: [any DoctorCheck]) async -> [DoctorFinding] {
        await withTaskGroup(of: (place: Int, finding: DoctorFinding).self) { group in
            for (place, check) in checks.enumerated() {
                group.addTask { (place, await finding(of: check)) }
            }
            var found: [(place: Int, finding: DoctorFinding)] = []
            for await finding in group { found.append(finding) }
            return found.sorted { $0.place < $1.place }.map(\.finding)
        }
    }

    private static func finding(of check: any DoctorCheck) async -> DoctorFinding {
        let outcome: DoctorOutcome
        do {
            outcome = try await Patience.value(within: check.limit) { try await check.look() }
        } catch let error as DoctorPrerequisite {
            outcome = .warning("not checked: \(error.reason)", mend: nil)
        } catch is TimeLimit.Exceeded {
            outcome = .problem("\(DoctorSilence(limit: check.limit))", mend: check.remedyWhenSilent)
        } catch {
            outcome = .problem("\(error)", mend: check.remedyWhenSilent)
        }
        return DoctorFinding(check.name, outcome)
    }
}
