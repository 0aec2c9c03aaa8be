import JSON
import Keys
import MinerNode
import SharedState
import Testing

/// What the doctor says about the shared state.
struct StateFindingTests {
    @Test("A shared state that answers is fine, with or without a run of this miner")
    func answers() async throws {
        try await DoctorFixture.with { fixture in
            let project = MemoryProject()
            fixture.probes.state = { project }
            expect(try await fixture.finding("shared-state"), .ok, "no run yet")
            let name = RunRole.miner.displayName(of: fixture.account.ss58)
            let config = RunConfig(["role": "miner", "config": ["netuid": 27]])
            _ = try await project.upsert(RunChange(id: "abcd1234", displayName: name, config: config))
            expect(try await fixture.finding("shared-state"), .ok, "the run of this miner is running")
        }
    }

    @Test("Without a shared state the miner runs, and is told how to be seen")
    func off() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.state = { nil }
            expect(try await fixture.finding("shared-state"), .warning, "off", mend: "WANDB_API_KEY")
        }
    }

    @Test("A key that cannot be used is a problem, one that is refused or a server that is away a warning")
    func faults() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.state = { throw WandbKeyError.blank(source: "WANDB_API_KEY") }
            expect(try await fixture.finding("shared-state"), .problem, "holds no W&B key", mend: "--state hub")
            let project = MemoryProject()
            fixture.probes.state = { project }
            project.fail(with: .denied("permission denied"))
            expect(try await fixture.finding("shared-state"), .warning, "permission denied", mend: "WANDB_API_KEY")
            project.fail(with: .unreachable("connection refused"))
            expect(try await fixture.finding("shared-state"), .warning, "connection refused", mend: "WANDB_BASE_URL")
        }
    }
}
