package import JSON

/// The config of a run: values by key, as nodes see them (`10-wandb-wire.md` section 2, "Config").
///
/// On the wire each value lies in an object, `{"value":..}`; here it does not.
package struct RunConfig: Sendable, Equatable {
    /// The values, W&B's own `_wandb` and `wandb_version` among them.
    package var values: [String: JSONValue]

    package init(_ values: [String: JSONValue] = [:]) { self.values = values }

    /// The value of `key`; nil when it is absent.
    package subscript(_ key: String) -> JSONValue? {
        get { values[key] }
        set { values[key] = newValue }
    }
}
