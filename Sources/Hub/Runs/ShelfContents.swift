import Foundation
import JSON
import SharedState

/// All projects and runs of a hub, and the rules by which they change; nothing here waits.
struct ShelfContents: Sendable {
    private(set) var projects: [ProjectKey: ShelvedProject] = [:]
    private var places: [Int64: RunKey] = [:]
    private(set) var nextSequence: Int64 = 1
    private var configBytes = 0
    var unsaved = UnsavedChanges()

    /// How many runs there are.
    var count: Int { places.count }

    /// `key` exists; what the database has needs no saving.
    mutating func open(_ key: ProjectKey, at date: Date, isSaved: Bool = false) {
        guard projects[key] == nil else { return }
        projects[key] = ShelvedProject(createdAt: date)
        if !isSaved { unsaved.projects.insert(key) }
    }

    /// `run` is there as the database has it.
    mutating func restore(_ run: ShelvedRun) {
        open(run.key.project, at: run.createdAt, isSaved: true)
        put(run)
        nextSequence = max(nextSequence, run.sequence + 1)
    }

    /// Numbers below `sequence` are never given again.
    mutating func skip(to sequence: Int64) { nextSequence = max(nextSequence, sequence) }

    subscript(key: RunKey) -> ShelvedRun? { projects[key.project]?[key.name] }

    subscript(sequence: Int64) -> ShelvedRun? { places[sequence].flatMap { self[$0] } }

    /// The run that `change` makes or changes, and whether it is new.
    mutating func upsert(_ change: RunUpsert, at now: Date) throws(ShelfError) -> (run: ShelvedRun, isNew: Bool) {
        let config: RunConfig? = if let text = change.configText { try Self.parsed(text) } else { nil }
        if let summary = change.summaryText { try Self.checkSummary(summary) }
        let found = try find(change)
        var run: ShelvedRun = if let found { found } else { try made(change, at: now) }
        if let displayName = change.displayName {
            try Self.checkName(displayName, "display name")
            run.displayName = displayName
        }
        run.details.texts.merge(change.texts) { _, new in new }
        if let tags = change.tags { run.details.tags = tags }
        guard run.details.bytes <= ShelfLimits.detailBytes else {
            throw .tooLarge("notes, description and tags have more than \(ShelfLimits.detailBytes) bytes")
        }
        if let summary = change.summaryText { run.summaryText = summary }
        if let config, let text = change.configText {
            let after = configBytes - run.configText.utf8.count + text.utf8.count
            guard after <= ShelfLimits.allConfigBytes else { throw .full("the hub has no room for more configs") }
            run.config = config
            run.configText = text
        }
        // Only the node itself names its run; who changes it by its id alone says nothing of the node.
        if change.key != nil {
            run.pulse.phase = .alive
            run.pulse.exitCode = nil
            run.pulse.hear(at: now)
        }
        open(run.key.project, at: now)
        put(run)
        nextSequence = max(nextSequence, run.sequence + 1)
        unsaved.runs.insert(run.sequence)
        unsaved.pulses.insert(run.sequence)
        return (run, found == nil)
    }

    /// The run `key` was heard of, and has what `post` carries.
    mutating func stream(_ post: StreamPost, to key: RunKey, at now: Date) throws(ShelfError) {
        guard var run = self[key] else { throw .unknownRun }
        run.pulse.hear(at: now)
        for (kind, chunk) in post.chunks {
            switch kind {
            case .history:
                if run.pulse.history.put(chunk.lines, at: chunk.offset) { run.pulse.lastRow = post.lastRow }
            case .events: run.pulse.events.put(chunk.lines, at: chunk.offset)
            case .log: run.pulse.log.put(chunk.lines, at: chunk.offset)
            }
            guard kind.kept > 0 else { continue }
            for (position, line) in chunk.lines.suffix(kind.kept).enumerated() {
                let offset = chunk.offset + max(0, chunk.lines.count - kind.kept) + position
                unsaved.lines[.init(sequence: run.sequence, kind: kind, offset: offset)] = line
            }
        }
        if let summary = post.summaryText {
            run.summaryText = summary
            unsaved.runs.insert(run.sequence)
        }
        if let exitCode = post.exitCode {
            run.pulse.exitCode = exitCode
            run.pulse.phase = exitCode == 0 ? .finished : .failed
        } else if post.isPreempting {
            run.pulse.phase = .preempting
        } else if run.pulse.phase != .preempting {
            run.pulse.phase = .alive
            run.pulse.exitCode = nil
        }
        put(run)
        unsaved.pulses.insert(run.sequence)
    }

    /// The run is gone; its name may be used for a fresh one.
    mutating func delete(storageID: String) throws(ShelfError) {
        guard let sequence = ShelvedRun.sequence(storageID: storageID), let run = self[sequence] else {
            throw .unknownRun
        }
        configBytes -= run.configText.utf8.count
        places[sequence] = nil
        projects[run.key.project]?.remove(sequence)
        unsaved.deleted.insert(sequence)
        unsaved.lines = unsaved.lines.filter { $0.key.sequence != sequence }
        unsaved.files = unsaved.files.filter { $0.key.sequence != sequence }
    }

    private func find(_ change: RunUpsert) throws(ShelfError) -> ShelvedRun? {
        if let id = change.storageID {
            guard let sequence = ShelvedRun.sequence(storageID: id), let run = self[sequence] else {
                throw .unknownRun
            }
            return run
        }
        return change.key.flatMap { self[$0] }
    }

    private func made(_ change: RunUpsert, at now: Date) throws(ShelfError) -> ShelvedRun {
        guard let key = change.key else { throw .malformed("the run has neither an id nor a name") }
        try Self.checkName(key.name, "name of the run")
        try Self.checkName(key.project.project, "name of the project")
        try Self.checkName(key.project.entity, "name of the entity")
        guard count < ShelfLimits.runs else {
            throw .full("the hub has \(ShelfLimits.runs) runs: delete some before making others")
        }
        guard projects[key.project] != nil || projects.count < ShelfLimits.projects else {
            throw .full("the hub has \(ShelfLimits.projects) projects, and takes no more")
        }
        return ShelvedRun(
            sequence: nextSequence, key: key, createdAt: now, displayName: RunName.generated(nextSequence),
            configText: "{}", config: RunConfig(), details: RunDetails(user: change.user),
            pulse: RunPulse(heardAt: now))
    }

    private mutating func put(_ run: ShelvedRun) {
        configBytes += run.configText.utf8.count - (self[run.sequence]?.configText.utf8.count ?? 0)
        projects[run.key.project]?.put(run)
        places[run.sequence] = run.key
    }
}

extension ShelfContents {
    private static func checkName(_ name: String, _ what: String) throws(ShelfError) {
        guard !name.isEmpty, name.utf8.count <= ShelfLimits.nameBytes,
            name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            throw .malformed("the \(what) must have 1 to \(ShelfLimits.nameBytes) bytes, no control characters")
        }
    }

    /// The config that `text`, JSON as Python writes it, holds.
    static func parsed(_ text: String) throws(ShelfError) -> RunConfig {
        guard text.utf8.count <= ShelfLimits.configBytes else {
            throw .tooLarge("the config has more than \(ShelfLimits.configBytes) bytes")
        }
        guard let json = try? JSONValue.parsePython(Array(text.utf8)), json.object != nil else {
            throw .malformed("the config is no JSON object")
        }
        return RunConfig(wire: json)
    }

    private static func checkSummary(_ text: String) throws(ShelfError) {
        guard text.utf8.count <= ShelfLimits.textBytes else {
            throw .tooLarge("the summary has more than \(ShelfLimits.textBytes) bytes")
        }
        guard let json = try? JSONValue.parsePython(Array(text.utf8)), json.object != nil else {
            throw .malformed("the summary is no JSON object")
        }
    }
}
