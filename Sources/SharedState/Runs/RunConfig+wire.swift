package import JSON

extension RunConfig {
    /// Keys that W&B's clients keep for themselves.
    static let bookkeeping: Set<String> = ["_wandb", "wandb_version"]

    /// The config that `wire` holds: an object of objects with a `value`.
    ///
    /// A value without that wrapping counts as itself, as readers in Python take it; what is no object is empty.
    package init(wire: JSONValue) {
        self.init((wire.object ?? [:]).mapValues { $0["value"] ?? $0 })
    }

    /// The config that a server's text holds, which may have Python's bare `NaN` and `Infinity`.
    /// - Throws: ``StateError/malformed(_:)`` for a text that is no JSON.
    package init(wireText: String) throws(StateError) {
        do throws(JSONError) {
            self.init(wire: try JSONValue.parsePython(Array(wireText.utf8)))
        } catch {
            throw .malformed("the config of a run: \(error)")
        }
    }

    /// What goes on the wire: every value in its object, and a `_wandb` with a `t`.
    ///
    /// Clients take a run without that `t` for a new one when they resume it, and overwrite all it holds.
    package var wire: JSONValue {
        var values = values
        var own = values["_wandb"]?.object ?? [:]
        if own["t"] == nil { own["t"] = .object([:]) }
        values["_wandb"] = .object(own)
        return .object(values.mapValues { .object(["value": $0]) })
    }

    /// ``wire`` as compact JSON, keys in order; numbers that JSON cannot say are null.
    package var wireText: String { wire.serializedText }
}
