import HTTPTypes
import JSON

/// Which members a request to an endpoint may have, to tell its client of those that it ignores.
struct KnownFields: Sendable {
    /// The header of an answer that names the members of the request that nobody read.
    static let header = HTTPField.Name("x-unknown-fields")

    /// What may be in a value.
    private indirect enum Shape {
        /// Nobody looks into it, or it may hold members of any name.
        case anything
        case members([String: Shape])
    }

    private let parameters: Set<String>
    /// Plain members of the body, which may stand in the query, too.
    private let filters: Set<String>
    private let body: Shape

    init(endpoint: Endpoint, schemas: SchemaBook) {
        parameters = Set(endpoint.parameters.map(\.name))
        filters = Set(
            endpoint.body.map { schemas.resolve($0.schema)["properties"]?.object?.keys.map { $0 } ?? [] } ?? [])
        var members: [String: Shape] = [:]
        if let schema = endpoint.body?.schema {
            switch Self.shape(schema, schemas, depth: 6) {
            case .members(let known): members = known
            case .anything:
                // A list, or whatever: members of an object are parameters all the same.
                if !schemas.allowsList(schema) {
                    body = .anything
                    return
                }
            }
        }
        for name in parameters where members[name] == nil { members[name] = .anything }
        body = .members(members)
    }

    private static func shape(_ schema: JSONValue, _ schemas: SchemaBook, depth: Int) -> Shape {
        guard depth > 0 else { return .anything }
        var members: [String: Shape] = [:]
        var hasMembers = false
        for branch in schemas.branches(of: schema) {
            if let more = branch["additionalProperties"], more != .bool(false) { return .anything }
            guard let properties = branch["properties"]?.object else { continue }
            hasMembers = true
            for (name, schema) in properties { members[name] = shape(schema, schemas, depth: depth - 1) }
        }
        return hasMembers ? .members(members) : .anything
    }

    /// Names that are told, at most, and characters of each.
    private static let (nameLimit, textLimit) = (16, 64)

    /// The names that nobody reads, as the header has them; nil when there are none.
    func unknown(in request: Parameters) -> String? {
        var names = Set(request.query.keys.filter { !parameters.contains($0) && !filters.contains($0) })
        if let content = request.content { Self.collect(from: content, body, at: "", into: &names) }
        guard !names.isEmpty else { return nil }
        let told = names.sorted().prefix(Self.nameLimit).map(Self.plain)
        return told.joined(separator: ", ") + (names.count > told.count ? ", ..." : "")
    }

    private static func collect(from value: JSONValue, _ shape: Shape, at path: String, into names: inout Set<String>) {
        guard case .object(let members) = value, case .members(let known) = shape else { return }
        for (name, member) in members {
            let place = path + name
            if let shape = known[name] {
                collect(from: member, shape, at: place + ".", into: &names)
            } else {
                names.insert(place)
            }
        }
    }

    /// A name as it may stand in a header: letters, digits, `_`, `-` and `.`.
    private static func plain(_ name: String) -> String {
        let kept = name.unicodeScalars.prefix(textLimit).map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": Character(scalar)
            default: "?"
            }
        }
        return String(kept)
    }
}
