internal import JSON

/// What the file of a ``FileRunMemory`` holds.
struct FileRunContent: Sendable, Equatable {
    var runID: String?
    var sequence: Int64 = 0
    var values: [String: JSONValue] = [:]

    init() {}

    /// Nil when the JSON is not what we write.
    init?(_ json: JSONValue) {
        guard let sequence = json["sequence"]?.integer, let values = json["values"]?.object else { return nil }
        switch json["run_id"] {
        case .text(let id): runID = id
        case .null, nil: runID = nil
        default: return nil
        }
        self.sequence = sequence
        self.values = values
    }

    var json: JSONValue {
        ["run_id": runID.map(JSONValue.text) ?? .null, "sequence": .integer(sequence), "values": .object(values)]
    }
}
