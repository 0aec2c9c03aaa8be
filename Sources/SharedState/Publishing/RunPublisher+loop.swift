internal import Foundation
internal import JSON
internal import Keys
internal import Logging
internal import Synchronization

/// The loop that sends.
extension RunPublisher {
    /// Sends what waits, until the task is cancelled.
    func speak() async {
        while !Task.isCancelled {
            let seen = published.count
            guard await mayStillSpeak() else {
                await time.rest(pace.look)
                continue
            }
            let values = await memory.values().mapValues(\.finite)
            let now = time.now()
            let step = state.withLock { state in
                state.want(values, at: now)
                return state.next(now)
            }
            switch step {
            case .resume: await attach()
            case .upsert: await upsert()
            case .check: await check()
            case .beat(let beat): await send(beat)
            case .wait(let left):
                // A look is due even if nothing is: other processes publish, too, and the lease has to be renewed.
                await published.rung(after: seen, within: min(left, pace.look), of: time)
            }
        }
    }

    /// Whether this process holds the lease, which is renewed in time.
    func mayStillSpeak() async -> Bool {
        let now = time.now()
        let last = heldAt.withLock { $0 }
        if now.left(of: pace.lease / 2, since: last) > .zero { return true }
        let answer = await memory.ask(.write) { try await $0.hold(as: owner, for: pace.lease) }
        // Of a memory that fails we know only what it said before.
        let isHeld = answer ?? (time.now().left(of: pace.lease, since: last) > .zero)
        if answer == true { heldAt.withLock { $0 = now } }
        if !isHeld { heldAt.withLock { $0 = nil } }
        let before = state.withLock { state in
            defer {
                if isHeld { state.speak(at: now) } else if answer == false { state.standBy() } else { state.detach() }
            }
            return state.isSpeaker
        }
        if answer == false, before != false { logger.info("another process publishes for this node") }
        return isHeld
    }

    /// The run is taken up as the server has it, or a new one begins.
    func attach() async {
        guard let (id, known) = await findRun() else { return }
        let signature = RunSignature.sign(runID: id, by: identity.keypair)
        let own = known.map {
            ContentSignature.ownPart(of: $0.config, runID: id, account: identity.keypair.account)
        }
        state.withLock { $0.resumed(id, known, own: own ?? RunConfig(), signature: signature) }
        logger.info(
            known == nil ? "publishing begins with a new run" : "publishing goes on with the run",
            metadata: ["run": "\(id)", "name": "\(identity.displayName)"])
    }

    /// What the server has of the run is compared with what it took; what others wrote over it is sent again.
    private func check() async {
        guard let run = state.withLock({ $0.attachment }) else { return }
        let answer = await send(on: .config) { () throws(StateError) in try await project.resume(run.id) }
        guard let known = answer else { return }
        let isWrittenOver = state.withLock { state in
            guard let known else {
                state.detach()
                return false
            }
            return state.checked(known, displayName: identity.displayName, at: time.now())
        }
        if known == nil {
            logger.notice("the run is gone: it is made anew", metadata: ["run": "\(run.id)"])
        } else if isWrittenOver {
            logger.notice("somebody has written over the run: it is sent again", metadata: ["run": "\(run.id)"])
        }
    }

    /// The complete config is sent.
    ///
    /// - Parameter isLast: It is signed as the last word of this process, which stands until the node runs again.
    func upsert(isLast: Bool = false) async {
        guard await refreshBase(), let run = state.withLock({ $0.attachment }) else { return }
        let values = state.withLock { $0.values }
        let remembered = await memory.ask(.write) { try await $0.nextSequence() }
        let now = time.now()
        let sequence = state.withLock { $0.nextSequence(remembered, at: now) }
        let config = config(of: run, values: values, sequence: sequence, at: now, isLast: isLast)
        let change = RunChange(
            id: run.id, displayName: run.isPublished ? nil : identity.displayName, config: config)
        let sent = await send(on: .config) { () throws(StateError) in try await upsert(change, isFirst: run.isNew) }
        guard let answer = sent else { return }
        guard let answer else { return await beginAnother(than: run.id) }
        let isKnown = state.withLock { $0.upserted(config, values, answer, at: time.now()) }
        if !isKnown {
            logger.notice("the server had forgotten the run: it is made anew", metadata: ["run": "\(run.id)"])
        } else if !run.isPublished {
            attached.ring()
        }
    }

    /// What the server says of the change; nil when it takes nothing under this id, which it has no run of.
    private func upsert(_ change: RunChange, isFirst: Bool) async throws(StateError) -> UpsertedRun? {
        do throws(StateError) {
            return try await project.upsert(change)
        } catch {
            guard isFirst, error.isOfDeadID else { throw error }
            return nil
        }
    }

    /// The run gets another id: W&B takes nothing any more under the id of a run that was deleted.
    private func beginAnother(than id: String) async {
        logger.notice("the server takes no run under this id any more: a new one begins", metadata: ["run": "\(id)"])
        _ = await memory.ask(.write) { try await $0.remember(Self.newRunID()) }
        state.withLock { state in
            state.detach()
            state.delay(at: time.now())
        }
    }

    /// What others have written into the run is not taken back: the Python validator of the hotkey writes it, too.
    ///
    /// False when the server does not say; what is to be sent waits then.
    private func refreshBase() async -> Bool {
        guard identity.role == .validator, let run = state.withLock({ $0.attachment }), run.isPublished else {
            return true
        }
        let answer = await send(on: .config) { () throws(StateError) in try await project.resume(run.id) }
        guard let known = answer else { return false }
        state.withLock { state in
            if let known { state.rebase(known.config) } else { state.detach() }
        }
        return known != nil
    }

    /// `beat` is sent to the run.
    func send(_ beat: RunBeat) async {
        guard let run = state.withLock({ $0.attachment }) else { return }
        let sent: Void? = await send(on: .stream) { () throws(StateError) in try await project.beat(run.id, beat) }
        if sent != nil { state.withLock { $0.beaten(beat, at: time.now()) } }
    }

    /// What `request` gives; nil when it fails, of which the log and the metrics know then.
    func send<R: Sendable>(
        on channel: Outage.Channel, _ request: () async throws(StateError) -> R
    ) async -> R? {
        do throws(StateError) {
            let answer = try await request()
            metrics.sent(.accepted)
            let since = state.withLock { $0.worked(channel) }
            if let since {
                let seconds = Int(max(0, time.now().timeIntervalSince(since)))
                logger.notice("the shared state is back", metadata: ["away_s": "\(seconds)"])
            }
            return answer
        } catch {
            // Given up by us, which says nothing about the server.
            guard !Task.isCancelled else { return nil }
            metrics.sent(StateOutcome(error))
            let news = state.withLock { state in
                if channel == .stream, error.isOfLostRun { state.detach() }
                return state.failed(error, on: channel, at: time.now())
            }
            switch news {
            case .gone: logger.notice("the run is gone: it is made anew", metadata: ["reason": "\(error)"])
            case .away:
                logger.warning(
                    "the shared state is away: what is published waits", metadata: ["reason": "\(error)"])
            case .needsHelp:
                logger.error(
                    "the shared state takes nothing of ours: look at the key, its rights and the project",
                    metadata: ["reason": "\(error)"])
            case nil: break
            }
            return nil
        }
    }

    /// The id of our run and what the server has of it; nil when the server or the memory does not say.
    private func findRun() async -> (id: String, known: ResumedRun?)? {
        guard let remembered = await memory.ask(.read, { try await $0.runID() }) else {
            state.withLock { $0.delay(at: time.now()) }
            return nil
        }
        if let id = remembered {
            let answer = await send(on: .config) { () throws(StateError) in try await project.resume(id) }
            guard let known = answer else { return nil }
            if known?.isOf(identity) ?? true { return (id, known) }
            logger.warning("the remembered run is another node's: a new one begins", metadata: ["run": "\(id)"])
        }
        // Remembered before the server hears of it: a crash in between must not make a second run.
        let id = Self.newRunID()
        guard await memory.ask(.write, { try await $0.remember(id) }) != nil else {
            state.withLock { $0.delay(at: time.now()) }
            return nil
        }
        return (id, nil)
    }

    private func config(
        of run: PublishingState.Attachment, values: [String: JSONValue], sequence: Int64, at now: Date, isLast: Bool
    ) -> RunConfig {
        var own = run.own
        own.merge(values)
        own.merge(identity.values)
        let keys = Set(values.keys).union(identity.values.keys)
        var config = run.config
        for key in keys { config[key] = own[key] }
        config["signature"] = .text(run.signature)
        config[ContentSignature.key] = ContentSignature.sign(
            config, keys: keys, runID: run.id, sequence: sequence, time: Int64(now.timeIntervalSince1970),
            isFinal: isLast, by: identity.keypair)
        return config
    }

    /// As W&B's own: 8 lower-case letters and digits.
    private static func newRunID() -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        var random = SystemRandomNumberGenerator()
        return String(
            decoding: (0..<8).map { _ in alphabet[Int.random(in: alphabet.indices, using: &random)] }, as: UTF8.self)
    }
}

extension ResumedRun {
    /// False when it says that it is of another node; one that does not say may be ours, cut off at its beginning.
    fileprivate func isOf(_ identity: RunIdentity) -> Bool {
        (config.hotkey ?? identity.hotkey) == identity.hotkey && (config.role ?? identity.role) == identity.role
    }
}
