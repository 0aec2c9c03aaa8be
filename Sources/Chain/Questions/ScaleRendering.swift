package import JSON
import Keys

/// Decoded values as JSON for people: what the type says is an account is written as an SS58 address.
package enum ScaleRendering {
    /// `value` of type `id` as JSON.
    package static func json(_ value: ScaleValue, as id: UInt32, in registry: TypeRegistry) -> JSONValue {
        render(value, id, registry, depth: 0)
    }

    private static func render(_ value: ScaleValue, _ id: UInt32, _ registry: TypeRegistry, depth: Int) -> JSONValue {
        guard depth < 64, let type = try? registry.type(id) else { return value.json }
        func inner(_ value: ScaleValue, _ id: UInt32) -> JSONValue { render(value, id, registry, depth: depth + 1) }
        switch (type.shape, value) {
        case (.composite, .bytes(let bytes)) where type.path.last == "AccountId32":
            return AccountID(bytes).map { .text($0.ss58) } ?? value.json
        case (.sequence(let element), .list(let values)), (.array(let element, _), .list(let values)):
            return .list(values.map { inner($0, element) })
        case (.tuple(let types), .list(let values)) where types.count == values.count:
            return .list(zip(values, types).map(inner))
        case (.composite(let fields), _):
            return render(value, fields, inner)
        case (.variant(let variants), .some(let wrapped)):
            let some = variants.first { $0.name == "Some" }?.fields.first
            return some.map { inner(wrapped, $0.type) } ?? value.json
        case (.variant(let variants), .variant(let name, let content)):
            guard let variant = variants.first(where: { $0.name == name }) else { return value.json }
            if variant.fields.isEmpty { return .text(name) }
            return .object([name: render(content, variant.fields, inner)])
        default:
            return value.json
        }
    }

    private static func render(
        _ value: ScaleValue, _ fields: [TypeField], _ inner: (ScaleValue, UInt32) -> JSONValue
    ) -> JSONValue {
        if fields.count == 1, fields[0].name == nil { return inner(value, fields[0].type) }
        switch value {
        case .record(let names, let values) where values.count == fields.count:
            let rendered = zip(values, fields).map { inner($0, $1.type) }
            return .object(Dictionary(zip(names, rendered), uniquingKeysWith: { first, _ in first }))
        case .list(let values) where values.count == fields.count:
            return .list(zip(values, fields).map { inner($0, $1.type) })
        default:
            return value.json
        }
    }
}
