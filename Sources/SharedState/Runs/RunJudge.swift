package import Foundation
internal import JSON
internal import Keys

/// Says which runs count, and remembers what each hotkey has signed, so that nothing older passes again.
package struct RunJudge: Sendable {
    private let netuid: Int
    private let maxContentAge: Duration
    private let ahead: Duration
    private var seen: ContentMemory

    /// Judges runs of the network `netuid`.
    ///
    /// A signed content counts until it is `maxContentAge` old, and when its time is at most `ahead` of ours. The
    /// sequences of the last `capacity` hotkeys are remembered.
    package init(
        netuid: Int, maxContentAge: Duration = .seconds(3 * 3600), ahead: Duration = .seconds(300),
        capacity: Int = 4_096
    ) {
        self.netuid = netuid
        self.maxContentAge = maxContentAge
        self.ahead = ahead
        seen = ContentMemory(capacity: capacity)
    }

    /// Whether `run`, found among those of `role`, counts.
    ///
    /// Nodes in Python sign no content, which is fine unless their hotkey has done it lately.
    package mutating func verdict(_ run: Run, role: RunRole, now: Date) -> RunVerdict {
        switch judgement(run, role: role, now: now) {
        case .counts: .counts
        case .ignored(let fault): .ignored(fault)
        }
    }

    /// What of a run counts, or why nothing does.
    enum Judgement {
        /// The run with what its hotkey signed of the config; one that signs no content counts with all of it.
        case counts(Run)
        case ignored(RunFault)
    }

    /// What of `run`, found among those of `role`, counts.
    mutating func judgement(_ run: Run, role: RunRole, now: Date) -> Judgement {
        guard let account = Self.account(of: run) else { return .ignored(.malformed) }
        guard let signature = run.config.signature else { return .ignored(.unsigned) }
        guard RunSignature.verifies(signature, runID: run.id, account: account) else { return .ignored(.forged) }
        guard run.config.netuid == netuid, run.config.role == role,
            run.displayName == role.displayName(of: account.ss58)
        else { return .ignored(.foreign) }
        return content(of: run, account: account, now: now)
    }

    private mutating func content(of run: Run, account: AccountID, now: Date) -> Judgement {
        guard let json = run.config[ContentSignature.key] else { return unsignedContent(of: run, account, now: now) }
        guard let content = ContentSignature(json) else { return .ignored(.altered) }
        let age = Duration.seconds(now.timeIntervalSince1970 - Double(content.time))
        guard content.verifies(run.config, runID: run.id, account: account) else {
            // Left over by a node of ours that crashed before the Python program went on with its run.
            return age > maxContentAge ? unsignedContent(of: run, account, now: now) : .ignored(.altered)
        }
        let highest = seen[account] ?? content.sequence
        // A node that does not run cannot sign anew; what it said last stands. So does a last word, whatever others
        // make of the state of the run.
        let isOld = age > maxContentAge && run.state == .running && !content.isFinal
        guard content.sequence >= highest, !isOld, age >= .zero - ahead else { return .ignored(.stale) }
        seen.note(content.sequence, of: account, at: now)
        var signed = run
        signed.config = content.signedPart(of: run.config)
        return .counts(signed)
    }

    /// Whoever changes the values takes the signature away that would tell, whether the node runs or not. One that has
    /// gone back to the Python program signs none: it is believed after a while.
    private func unsignedContent(of run: Run, _ account: AccountID, now: Date) -> Judgement {
        guard let last = seen.seenAt(account) else { return .counts(run) }
        return Duration.seconds(now.timeIntervalSince(last)) > maxContentAge ? .counts(run) : .ignored(.altered)
    }

    /// The hotkey, when it is written as this network writes addresses: other places compare it as text.
    private static func account(of run: Run) -> AccountID? {
        guard let hotkey = run.config.hotkey, let account = try? AccountID(ss58: hotkey), account.ss58 == hotkey
        else { return nil }
        return account
    }
}
