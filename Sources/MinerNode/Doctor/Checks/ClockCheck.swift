import Foundation

/// This machine's clock goes with the clocks of the chain.
///
/// A block says when it was made, and is seen within a few seconds: the first sight of a new one tells how far this
/// clock is off. Requests between nodes are refused when the clocks differ by more than four seconds.
struct ClockCheck: DoctorCheck {
    /// Seconds.
    static let tolerance: Double = 4

    let moment: SharedLook<ChainMoment>
    let latest: @Sendable () async throws -> ChainMoment
    let now: @Sendable () -> Date
    /// Waits between two looks for a new block.
    let pause: @Sendable () async throws -> Void

    let name = "clock"
    let limit = Duration.seconds(60)
    let remedyWhenSilent = "run the doctor again, with another --subtensor.chain_endpoint"

    /// Looks for a new block: every quarter of a second for 30 s, while one is made every 12 s.
    private static let looks = 120
    private static let synchronise = "sudo apt-get install -y chrony && sudo chronyc makestep"

    func look() async throws -> DoctorOutcome {
        let first = try await moment.value(or: "the chain does not answer")
        for _ in 0..<Self.looks {
            let next = try await latest()
            if next.block > first.block {
                let offset = now().timeIntervalSince(next.time)
                return outcome(offset) ?? .ok("within \(Self.text(abs(offset))) s of the chain's")
            }
            try await pause()
        }
        // A block from the future tells something, too.
        if now() < first.time, let behind = outcome(now().timeIntervalSince(first.time)) { return behind }
        return .warning(
            "the chain made no block meanwhile, so that this clock could not be compared", mend: remedyWhenSilent)
    }

    private func outcome(_ offset: Double) -> DoctorOutcome? {
        guard abs(offset) > Self.tolerance else { return nil }
        return .warning(
            "this machine's clock is \(Self.text(abs(offset))) s \(offset < 0 ? "behind" : "ahead of") the chain's",
            mend: Self.synchronise)
    }

    private static func text(_ seconds: Double) -> String { String(format: "%.1f", seconds) }
}
