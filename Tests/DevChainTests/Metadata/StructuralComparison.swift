import Chain

/// Compares types of two registries by paths and shapes, never by ids; what differs is listed.
///
/// Our enums of calls, events and errors may lack variants of the real ones; those they have are equal.
struct StructuralComparison {
    let ours: TypeRegistry
    let theirs: TypeRegistry
    private(set) var differences: [String] = []
    private var seen: Set<[UInt32]> = []

    init(ours: TypeRegistry, theirs: TypeRegistry) {
        self.ours = ours
        self.theirs = theirs
    }

    mutating func compare(_ our: UInt32, _ their: UInt32, at place: String) {
        guard seen.insert([our, their]).inserted else { return }
        guard let left = try? ours.type(our), let right = try? theirs.type(their) else {
            return fail(place, "a type is missing")
        }
        if left.path != right.path { fail(place, "path \(left.path) for \(right.path)") }
        if left.parameters.map(\.name) != right.parameters.map(\.name) {
            fail(place, "parameters \(left.parameters.map(\.name)) for \(right.parameters.map(\.name))")
        }
        for (one, other) in zip(left.parameters, right.parameters) {
            optional(one.type, other.type, at: "\(place)<\(one.name)>")
        }
        switch (left.shape, right.shape) {
        case (.composite(let one), .composite(let other)): fields(one, other, at: place)
        case (.variant(let one), .variant(let other)): variants(one, other, path: left.path, at: place)
        case (.sequence(let one), .sequence(let other)): compare(one, other, at: place + "[]")
        case (.array(let one, let count), .array(let other, let length)):
            if count != length { fail(place, "\(count) elements for \(length)") }
            compare(one, other, at: place + "[]")
        case (.tuple(let one), .tuple(let other)):
            if one.count != other.count { fail(place, "\(one.count) elements for \(other.count)") }
            for (position, pair) in zip(one, other).enumerated() {
                compare(pair.0, pair.1, at: "\(place).\(position)")
            }
        case (.compact(let one), .compact(let other)): compare(one, other, at: place + ".compact")
        case (.primitive(let one), .primitive(let other)):
            if one != other { fail(place, "\(one) for \(other)") }
        default: fail(place, "another shape than \(theirs.name(their))")
        }
    }

    private mutating func optional(_ our: UInt32?, _ their: UInt32?, at place: String) {
        switch (our, their) {
        case (nil, nil): break
        case (let our?, let their?): compare(our, their, at: place)
        default: fail(place, "one has no type")
        }
    }

    private mutating func fields(_ ours: [TypeField], _ theirs: [TypeField], at place: String) {
        if ours.map(\.name) != theirs.map(\.name) {
            fail(place, "fields \(ours.map { $0.name ?? "_" }) for \(theirs.map { $0.name ?? "_" })")
        }
        for (one, other) in zip(ours, theirs) { compare(one.type, other.type, at: "\(place).\(one.name ?? "_")") }
    }

    private mutating func variants(
        _ ours: [TypeVariant], _ theirs: [TypeVariant], path: [String], at place: String
    ) {
        let isPartial =
            path.first == "node_subtensor_runtime"
            || path.suffix(2).first == "pallet" && path.last != "RootClaimTypeEnum"
        if !isPartial, ours.count != theirs.count { fail(place, "\(ours.count) variants for \(theirs.count)") }
        for variant in ours {
            // Younger than the recorded runtime; the extended one has it.
            if variant.name == "register_limit", !theirs.contains(where: { $0.name == variant.name }) { continue }
            guard let other = theirs.first(where: { $0.name == variant.name }) else {
                fail(place, "\(variant.name) is not there")
                continue
            }
            if variant.index != other.index { fail(place, "\(variant.name) at \(variant.index) for \(other.index)") }
            fields(variant.fields, other.fields, at: "\(place).\(variant.name)")
        }
    }

    private mutating func fail(_ place: String, _ what: String) { differences.append("\(place): \(what)") }
}
