package import JSON

/// The keys that nodes of the network know (`70-store-and-shared-state.md`); of a wrong type is as good as absent.
extension RunConfig {
    /// The address of the node's hotkey, not checked.
    package var hotkey: String? { text("hotkey") }

    /// What the node is.
    package var role: RunRole? { text("role").flatMap(RunRole.init(rawValue:)) }

    /// The network that the node serves.
    package var netuid: Int? { values["config"]?["netuid"]?.integer.flatMap(Int.init(exactly:)) }

    /// The signature over the run's id (``RunSignature``), not checked.
    package var signature: String? { text("signature") }

    /// The hotkey of the validator that rents a miner; nil while it is free.
    package var allocated: String? { text("allocated") }

    /// The miners that a validator has rented.
    package var allocatedHotkeys: [String] { Self.texts(values["allocated_hotkeys"]) }

    /// The miners that a validator punishes, by either of its two lists.
    package var penalizedHotkeys: Set<String> {
        let checklist = values["penalized_hotkeys_checklist"]?.list ?? []
        return Set(Self.texts(values["penalized_hotkeys"]) + checklist.compactMap { ($0["hotkey"] ?? $0).text })
    }

    /// What a miner's machine has.
    package var specs: JSONValue? {
        guard let specs = values["specs"], specs.object != nil else { return nil }
        return specs
    }

    /// Whether a miner's SSH port was reachable from outside when it last looked.
    package var isPortOpen: Bool? { values["is_port_open"]?.bool }

    /// An empty text says nothing, either.
    private func text(_ key: String) -> String? {
        guard let text = values[key]?.text, !text.isEmpty else { return nil }
        return text
    }

    private static func texts(_ value: JSONValue?) -> [String] { (value?.list ?? []).compactMap(\.text) }
}
