internal import JSON

/// Reads what a machine has from the JSON that validators write into `miner_details`.
enum MachineSpecs {
    /// No specs are longer than this, in bytes.
    private static let limit = 1 << 20

    /// The machine of `hotkey`; nil when the text is no JSON, or tells none.
    static func machine(hotkey: String, details json: String) -> Machine? {
        // Miners that reported nothing are common: most of what is unusable needs no parser.
        // Python writes NaN where it has no number; one that nobody needs spoils nothing.
        guard json.utf8.count > 2, json.utf8.count <= limit, let specs = try? JSONValue.parsePython(Array(json.utf8))
        else { return nil }
        return Machine(hotkey: hotkey, specs: specs)
    }
}
