import Keys
import SharedState

/// The shared state answers, and takes our key.
struct StateCheck: DoctorCheck {
    let project: @Sendable () throws -> (any RunProject)?
    let account: SharedLook<AccountID>
    let netuid: UInt16

    let name = "shared-state"
    let remedyWhenSilent = "check the network of this machine, WANDB_BASE_URL and --wandb.base-url"

    private static let choose =
        "set WANDB_API_KEY (https://wandb.ai/authorize), or give a hub's address with --state hub and WANDB_BASE_URL; "
        + "--state off is fine for a machine that nobody needs to find"

    func look() async throws -> DoctorOutcome {
        let found: (any RunProject)?
        do {
            found = try project()
        } catch {
            return .problem("\(error)", mend: Self.choose)
        }
        guard let found else {
            return .warning("off: validators and front ends do not see this miner", mend: Self.choose)
        }
        let hotkey = try await account.value(or: "the hotkey does not open").ss58
        do throws(StateError) {
            let runs = try await found.runs(matching: .ofNode(role: .miner, hotkey: hotkey, netuid: Int(netuid)))
            guard let state = runs.last?.state else { return .ok("it answers; this miner has no run yet") }
            return .ok("it answers; the run of this miner is \(state.rawValue)")
        } catch {
            if error == .noProject { return .ok("it answers; nobody has made the project yet") }
            // A miner runs without it.
            return .warning("\(error)", mend: Self.remedy(error) ?? remedyWhenSilent)
        }
    }

    private static func remedy(_ error: StateError) -> String? {
        if case .denied = error { return choose }
        return nil
    }
}
