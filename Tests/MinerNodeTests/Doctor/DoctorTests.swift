import Foundation
import MinerNode
import Testing

/// The doctor as a whole.
struct DoctorTests {
    @Test("A machine on which nothing is wrong has only good findings")
    func healthy() async throws {
        try await DoctorFixture.with { fixture in
            let findings = await fixture.findings
            #expect(findings.allSatisfy { $0.verdict == .ok && $0.remedy == nil }, "\(findings)")
            #expect(
                findings.map(\.name) == [
                    "wallet", "chain", "registration", "address", "clock", "docker", "base-image", "container", "gpu",
                    "axon-port", "ssh-port", "data-directory", "disk", "kernel", "shared-state",
                ])
            #expect(findings.isHealthy)
        }
    }

    @Test("An engine that never answers is found out within the limit, and holds up nothing that goes by it")
    func silence() async throws {
        try await DoctorFixture.with { fixture in
            // On a machine that is busy others may be silent within it, too.
            fixture.probes.patience = .milliseconds(50)
            // Heeds no cancellation, as a call into a driver.
            fixture.probes.engine.sight = { await withUnsafeContinuation { (_: UnsafeContinuation<_, Never>) in } }
            let findings = await fixture.findings
            #expect(findings.count == 15)
            #expect(!findings.isHealthy)
            for finding in findings {
                switch finding.name {
                case "docker": expect(finding, .problem, "no answer within", mend: "systemctl restart docker")
                case "base-image", "container", "gpu":
                    expect(finding, .warning, "not checked: the Docker Engine does not answer")
                default: break
                }
            }
        }
    }

    @Test("A check that never ends is left behind at its limit, and the findings keep the order of the checks")
    func order() async {
        let findings = await Doctor.examine([Endless(), Failing()])
        #expect(findings.map(\.name) == ["endless", "failing"])
        expect(findings[0], .problem, "no answer within", mend: "wake it")
        expect(findings[1], .problem, "broken", mend: "run the doctor again")
    }

    @Test("A finding is JSON with its name, verdict, detail and remedy")
    func json() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let finding = DoctorFinding(name: "gpu", verdict: .warning, detail: "none", remedy: "buy one")
        #expect(
            String(decoding: try encoder.encode(finding), as: UTF8.self)
                == #"{"detail":"none","name":"gpu","remedy":"buy one","verdict":"warning"}"#)
    }

    private struct Endless: DoctorCheck {
        let name = "endless"
        let limit = Duration.milliseconds(50)
        let remedyWhenSilent = "wake it"

        func look() async throws -> DoctorOutcome {
            await withUnsafeContinuation { (_: UnsafeContinuation<DoctorOutcome, Never>) in }
        }
    }

    private struct Failing: DoctorCheck {
        let name = "failing"

        func look() async throws -> DoctorOutcome { throw Broken() }
    }

    private struct Broken: Error, CustomStringConvertible {
        let description = "broken"
    }
}
