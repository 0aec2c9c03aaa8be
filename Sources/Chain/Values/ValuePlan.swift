/// How a value of one type is read and written; transparent wrappers are gone, numbers without a name are plans.
///
/// It holds no references, so that looking one up costs no reference counting.
enum ValuePlan: Sendable {
    case bool
    case character
    case text
    case wide
    /// Bytes wide.
    case unsigned(Int)
    /// Bytes wide.
    case signed(Int)
    /// Bits that the number may have.
    case compact(Int)
    case byteVector
    case byteArray(Int)
    case sequence(Int)
    case array(Int, count: Int)
    /// A range of `PlanTable.children`.
    case tuple(first: Int, count: Int)
    /// A range of `PlanTable.children`, and a position in `PlanTable.names`.
    case record(first: Int, count: Int, names: Int)
    /// A position in `PlanTable.variants`.
    case variant(Int)
    case option(Int)
    /// Bytes of a word of bits, and whether its highest bit comes first.
    case bits(Int, highestFirst: Bool)
    /// No such type, or one that no bytes can have.
    case unusable(UInt32)
}

/// The plans of all types of a registry, by type id; then those of the fields of variants.
struct PlanTable: Sendable {
    var plans: [ValuePlan] = []
    /// The least bytes a value can have; at least a lower bound of it.
    var minimums: [Int] = []
    var children: [Int] = []
    var names: [[String]] = []
    var variants: [VariantTable] = []
}

/// The variants of an enumeration.
final class VariantTable: Sendable {
    let type: UInt32
    let names: [String]
    let indexes: [UInt8]
    /// The plan of the fields of each variant.
    let payloads: [Int]
    /// The position of the variant with an index, or -1.
    private let positions: [Int]
    private let positionsByName: [String: Int]

    init(type: UInt32, variants: [TypeVariant], payloads: [Int]) {
        self.type = type
        self.payloads = payloads
        names = variants.map(\.name)
        indexes = variants.map(\.index)
        var positions = [Int](repeating: -1, count: 256)
        for (position, variant) in variants.enumerated().reversed() { positions[Int(variant.index)] = position }
        self.positions = positions
        positionsByName = Dictionary(
            variants.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The position of the variant with that index on the wire.
    func position(index: UInt8) -> Int? {
        let position = positions[Int(index)]
        return position < 0 ? nil : position
    }

    /// The position of the variant with that name.
    func position(name: String) -> Int? { positionsByName[name] }
}
