internal import Foundation
internal import JSON

/// What a publisher knows, and what it does next; time comes from outside.
struct PublishingState: Sendable {
    /// What is to be done.
    enum Step: Equatable, Sendable {
        /// Find out what the server has of the run.
        case resume
        /// Send the complete config.
        case upsert
        case beat(RunBeat)
        /// Look whether the server still has what it took.
        case check
        /// Nothing for so long.
        case wait(Duration)
    }

    /// The run as this process took it up.
    struct Attachment: Equatable, Sendable {
        let id: String
        /// All that the server has of the config as far as we know, what other programs and earlier processes wrote
        /// among it.
        var config: RunConfig
        /// What the node said before, into which what is published is merged: nothing that others wrote since then, for
        /// the node signs it.
        var own: RunConfig
        /// Signs the run's id.
        let signature: String
        /// What the server had before this process.
        let historyRows: Int
        let lastStep: Int?
        /// Whether the server had nothing of it when it was taken up.
        let isNew: Bool
        /// Whether the server has it from this process.
        var isPublished = false
    }

    private let pace: PublishingPace
    private let start: Date
    private(set) var attachment: Attachment?
    /// Whether this process speaks for the run; nil as long as the memory has not said it.
    private(set) var isSpeaker: Bool?
    /// What is to be published.
    private(set) var values: [String: JSONValue] = [:]
    /// What the server took last.
    private var accepted: [String: JSONValue]?
    /// The config in which it took it.
    private var taken: RunConfig?
    private var upsertedAt: Date?
    private var checkedAt: Date?
    private var beatAt: Date?
    private var rowsAt: Date?
    private var takenAt: Date?
    /// Since when something waits to be sent, rows excepted.
    private var waitingSince: Date?
    private var sequence: Int64 = 0
    private var rows: RowQueue
    private(set) var outage: Outage

    init(pace: PublishingPace, start: Date) {
        self.pace = pace
        self.start = start
        rows = RowQueue(limit: pace.rows, batch: pace.batch)
        outage = Outage(pace: pace)
    }

    // MARK: What happens

    /// This process speaks for the run.
    mutating func speak(at now: Date) {
        // What waited is another's to send, until now.
        if isSpeaker == false { waitingSince = nil }
        isSpeaker = true
        if attachment == nil { note(now) }
    }

    /// Another process speaks for the run.
    mutating func standBy() {
        isSpeaker = false
        detach()
        waitingSince = nil
    }

    /// Something was published.
    mutating func note(_ now: Date) { waitingSince = waitingSince ?? now }

    /// `values` are what is to be published.
    mutating func want(_ values: [String: JSONValue], at now: Date) {
        self.values = values
        guard attachment?.isPublished == true else { return }
        if needsUpsert(now) { note(now) } else { waitingSince = nil }
    }

    /// A row is logged; false when another was dropped for it.
    mutating func log(_ row: [String: JSONValue], at now: Date) -> Bool {
        rows.add(row, at: now, runtime: now.timeIntervalSince(start))
    }

    /// The server has said what it has of the run `id`, nil when it has nothing; `own` of it is what the node itself
    /// said.
    mutating func resumed(_ id: String, _ known: ResumedRun?, own: RunConfig = RunConfig(), signature: String) {
        attachment = Attachment(
            id: id, config: known?.config ?? RunConfig(), own: own, signature: signature,
            historyRows: known?.historyRows ?? 0, lastStep: known?.lastStep, isNew: known == nil)
    }

    /// The server has this config by now, whoever wrote it.
    mutating func rebase(_ config: RunConfig) { attachment?.config = config }

    /// The server has this of the run; true when somebody has written over what it took from us. The config is sent
    /// again then, with the name where that is another.
    mutating func checked(_ known: ResumedRun, displayName: String, at now: Date) -> Bool {
        checkedAt = now
        guard let taken else { return false }
        if !known.displayName.isEmpty, known.displayName != displayName {
            detach()
            return true
        }
        let isOurs = (taken.signedKeys + ["signature", ContentSignature.key]).allSatisfy {
            known.config[$0]?.canonical == taken[$0]?.canonical
        }
        if !isOurs {
            accepted = nil
            note(now)
        }
        return !isOurs
    }

    /// The server took `config`, which carries `values`; false when it had forgotten the run.
    mutating func upserted(
        _ config: RunConfig, _ values: [String: JSONValue], _ answer: UpsertedRun, at now: Date
    ) -> Bool {
        takenAt = now
        guard var run = attachment else { return true }
        guard !run.isPublished || !answer.isNew else {
            detach()
            return false
        }
        run.config = config
        for key in config.signedKeys { run.own[key] = config[key] }
        if !run.isPublished {
            run.isPublished = true
            rows.attach(
                to: run.id, historyRows: max(run.historyRows, answer.historyRows), lastStep: run.lastStep)
            beatAt = now
        }
        attachment = run
        accepted = values
        taken = config
        upsertedAt = now
        checkedAt = now
        waitingSince = needsUpsert(now) ? now : nil
        return true
    }

    /// The server took a beat.
    mutating func beaten(_ beat: RunBeat, at now: Date) {
        takenAt = now
        beatAt = now
        guard !beat.rows.isEmpty else { return }
        rowsAt = now
        rows.arrived()
    }

    /// What the server has of the run is to be found out again.
    mutating func detach() {
        attachment = nil
        accepted = nil
        taken = nil
        upsertedAt = nil
    }

    /// A request failed: what the log is to say of it.
    mutating func failed(_ error: StateError, on channel: Outage.Channel, at now: Date) -> Outage.News? {
        outage.failed(error, on: channel, at: now)
    }

    /// A request worked: since when nothing did, when that is over now.
    mutating func worked(_ channel: Outage.Channel) -> Date? { outage.worked(channel) }

    /// The config waits for something of ours.
    mutating func delay(at now: Date) { outage.delay(.config, at: now) }

    /// The number of the next content: above all before, and at least what the memory gave, if it did.
    mutating func nextSequence(_ remembered: Int64?, at now: Date) -> Int64 {
        sequence = max(remembered ?? 0, RunSequence.next(after: sequence, now: now))
        return sequence
    }

    // MARK: What is to be done

    /// The next step; rows in it are in doubt from now on.
    mutating func next(_ now: Date) -> Step {
        guard let attachment else {
            note(now)
            let wait = outage.wait(.config, at: now)
            return wait > .zero ? .wait(wait) : .resume
        }
        let upsert = max(leftToUpsert(now), outage.wait(.config, at: now))
        if upsert <= .zero { return .upsert }
        guard attachment.isPublished else { return .wait(upsert) }
        let beat = max(leftToBeat(now), outage.wait(.stream, at: now))
        if beat <= .zero { return .beat(rows.beat()) }
        let check = max(now.left(of: pace.check, since: checkedAt), outage.wait(.config, at: now))
        return check <= .zero ? .check : .wait(min(upsert, beat, check))
    }

    /// The beat that ends the run with the process's exit code, with all rows that wait.
    mutating func lastBeat(exitCode: Int) -> RunBeat { rows.beat(exitCode: exitCode) }

    /// Whether the server lacks something of the config.
    func needsUpsert(_ now: Date) -> Bool {
        accepted == nil || accepted != values || now.left(of: pace.renew, since: upsertedAt) <= .zero
    }

    private func leftToUpsert(_ now: Date) -> Duration {
        now.left(of: accepted == values ? pace.renew : pace.change, since: upsertedAt)
    }

    private func leftToBeat(_ now: Date) -> Duration {
        let beat = now.left(of: pace.beat, since: beatAt)
        return rows.isEmpty ? beat : min(beat, now.left(of: pace.change, since: rowsAt))
    }

    // MARK: What others ask

    /// The time since the server last took something; nil when it never did.
    func age(at now: Date) -> Duration? { takenAt.map { now.elapsed(since: $0) ?? .zero } }

    /// Whether something has waited too long.
    func isBehind(at now: Date) -> Bool {
        guard isSpeaker != false else { return false }
        return [waitingSince, rows.oldest].compactMap { $0 }.contains {
            now.elapsed(since: $0).map { $0 > pace.late } ?? false
        }
    }
}
