import JSON

/// What one request of a run's stream says (`10-wandb-wire.md` section 2, "file_stream").
struct StreamPost: Sendable {
    /// Lines and where the first of them stands.
    struct Chunk: Sendable {
        var offset: Int
        var lines: [String]
    }

    var chunks: [RunLines: Chunk] = [:]
    var summaryText: String?
    var isPreempting = false
    /// The exit code of a run that is complete.
    var exitCode: Int?
    /// The last row of the history among the lines, parsed.
    var lastRow: JSONValue?

    /// Whether there is nothing in it but that the node lives.
    var isBeat: Bool { chunks.isEmpty && summaryText == nil && !isPreempting && exitCode == nil }

    init() {}

    /// - Throws: ``ShelfError`` `malformed` or `tooLarge` for what the stream of a real client never has.
    init(_ body: JSONValue) throws(ShelfError) {
        guard let members = body.object else { throw .malformed("the body is no JSON object") }
        for (name, file) in members["files"]?.object ?? [:] {
            let chunk = try Self.chunk(file, name)
            guard !chunk.lines.isEmpty else { continue }
            if name == "wandb-summary.json" {
                summaryText = chunk.lines.last
            } else if let kind = RunLines(rawValue: name) {
                chunks[kind] = chunk
            }
        }
        if let row = chunks[.history]?.lines.last {
            guard let parsed = try? JSONValue.parsePython(Array(row.utf8)), parsed.object != nil else {
                throw .malformed("a row of the history is no JSON object")
            }
            lastRow = parsed
        }
        if let summaryText {
            guard let parsed = try? JSONValue.parsePython(Array(summaryText.utf8)), parsed.object != nil else {
                throw .malformed("the summary is no JSON object")
            }
        }
        isPreempting = members["preempting"]?.bool ?? false
        if members["complete"]?.bool == true {
            exitCode = Int(truncatingIfNeeded: members["exitcode"]?.integer ?? 0)
        }
    }

    private static func chunk(_ file: JSONValue, _ name: String) throws(ShelfError) -> Chunk {
        let offset = file["offset"]?.integer ?? 0
        guard offset >= 0, offset <= ShelfLimits.lineNumber else {
            throw .malformed("\(name.prefix(40)): the offset is out of range")
        }
        var lines: [String] = []
        for element in file["content"]?.list ?? [] {
            guard let line = element.text else { throw .malformed("\(name.prefix(40)): a line is no text") }
            guard line.utf8.count <= ShelfLimits.textBytes else {
                throw .tooLarge("\(name.prefix(40)): a line has more than \(ShelfLimits.textBytes) bytes")
            }
            lines.append(line)
        }
        return Chunk(offset: Int(offset), lines: lines)
    }
}
