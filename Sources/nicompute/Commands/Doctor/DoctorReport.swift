import MinerNode

/// What the doctor found, for people or programs.
struct DoctorReport: Encodable {
    let role: String
    let healthy: Bool
    let findings: [DoctorFinding]

    init(role: String, findings: [DoctorFinding]) {
        self.role = role
        healthy = findings.isHealthy
        self.findings = findings
    }

    /// One line of JSON, or a line for each finding with its remedy below.
    func text(json: Bool) throws -> String {
        if json { return try jsonLine() }
        let width = findings.map(\.name.count).max() ?? 0
        let indent = String(repeating: " ", count: 9 + width + 2)
        let lines = findings.flatMap { finding -> [String] in
            let line =
                "\(Self.padded(finding.verdict.rawValue, 9))\(Self.padded(finding.name, width + 2))\(finding.detail)"
            return [line] + (finding.remedy.map { ["\(indent)mend: \($0)"] } ?? [])
        }
        return (lines + [summary]).joined(separator: "\n")
    }

    private var summary: String {
        let problems = findings.count { $0.verdict == .problem }
        let warnings = findings.count { $0.verdict == .warning }
        if problems + warnings == 0 { return "The \(role) has all it needs." }
        let counts = [Self.counted(problems, "problem"), Self.counted(warnings, "warning")].compactMap { $0 }
        return
            "\(counts.joined(separator: ", ")); \(healthy ? "the \(role) runs" : "the \(role) does not run like this")."
    }

    private static func counted(_ count: Int, _ noun: String) -> String? {
        count == 0 ? nil : "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
