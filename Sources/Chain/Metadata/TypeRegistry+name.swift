extension TypeRegistry {
    /// The name of a type for people, such as `Vec<(AccountId32, Compact<u64>)>`.
    ///
    /// Named types are their last path component, without parameters except where these are what matters
    /// (`Option`, `Result`, `BoundedVec`, `WeakBoundedVec`, `MultiAddress`).
    package func name(_ id: UInt32) -> String {
        var room = 64
        return name(id, depth: 0, room: &room)
    }

    /// `room` bounds the number of parts, which in a hostile registry doubles with every level.
    private func name(_ id: UInt32, depth: Int, room: inout Int) -> String {
        room -= 1
        guard depth < 16, room > 0, let type = try? type(id) else { return "?" }
        if let last = type.path.last {
            guard ["Option", "Result", "BoundedVec", "WeakBoundedVec", "MultiAddress"].contains(last) else {
                return last
            }
            let parameters = type.parameters.compactMap(\.type)
            return parameters.isEmpty ? last : "\(last)<\(names(parameters, depth: depth, room: &room))>"
        }
        switch type.shape {
        case .composite(let fields): return "(\(names(fields.map(\.type), depth: depth, room: &room)))"
        case .variant: return "enum"
        case .sequence(let element): return "Vec<\(name(element, depth: depth + 1, room: &room))>"
        case .array(let element, let count): return "[\(name(element, depth: depth + 1, room: &room)); \(count)]"
        case .tuple(let elements): return "(\(names(elements, depth: depth, room: &room)))"
        case .primitive(let primitive): return "\(primitive)"
        case .compact(let inner): return "Compact<\(name(inner, depth: depth + 1, room: &room))>"
        case .bitSequence(let store, let order):
            return "BitVec<\(names([store, order], depth: depth, room: &room))>"
        }
    }

    private func names(_ ids: [UInt32], depth: Int, room: inout Int) -> String {
        var names: [String] = []
        for id in ids {
            guard room > 0 else { break }
            names.append(name(id, depth: depth + 1, room: &room))
        }
        return names.joined(separator: ", ")
    }
}
