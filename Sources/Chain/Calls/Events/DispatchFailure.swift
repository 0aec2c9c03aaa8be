/// Why an extrinsic that is in a block had no effect, in the runtime's own words.
package struct DispatchFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// Whose error it is; nil for one of the runtime itself, such as `BadOrigin`.
    package var pallet: String?
    /// Such as `ServingRateLimitExceeded`.
    package var name: String
    /// What the metadata says about it; empty when it says nothing.
    package var docs: String

    package init(pallet: String?, name: String, docs: String) {
        self.pallet = pallet
        self.name = name
        self.docs = docs
    }

    /// Names a `DispatchError` value; an unknown one keeps its numbers.
    package init(_ error: ScaleValue?, metadata: Metadata) {
        guard let variant = error?.variant else {
            self.init(pallet: nil, name: "Unknown", docs: "")
            return
        }
        guard variant.name == "Module" else {
            // Token, Arithmetic and others hold a variant of their own.
            let inner = variant.value.variant.map { ".\($0.name)" } ?? ""
            self.init(pallet: nil, name: variant.name + inner, docs: "")
            return
        }
        let pallet = variant.value["index"]?.unsigned.flatMap { UInt8(exactly: $0) }
        let stored = variant.value["error"]
        // Four bytes, the first of which counts; one byte in old runtimes.
        let number = stored?.bytes?.first ?? stored?.unsigned.flatMap { UInt8(exactly: $0) }
        guard let pallet, let number, let named = metadata.moduleError(pallet: pallet, error: number) else {
            let name = "Module(\(pallet.map(String.init) ?? "?"), \(number.map(String.init) ?? "?"))"
            self.init(pallet: nil, name: name, docs: "")
            return
        }
        self.init(pallet: named.pallet, name: named.name, docs: named.docs)
    }

    /// The failure that these events of one extrinsic tell; nil when they tell its success.
    package init?(events: [EventRecord], metadata: Metadata) {
        guard let failed = events.first(where: { $0.pallet == "System" && $0.name == "ExtrinsicFailed" }) else {
            return nil
        }
        self.init(failed.fields["dispatch_error"], metadata: metadata)
    }

    package var description: String {
        let place = pallet.map { "\($0).\(name)" } ?? name
        return docs.isEmpty ? place : "\(place): \(docs)"
    }
}
