/// A type as the schema writes it: `Vec<(AccountId32, Compact<u64>)>`.
indirect enum TypeText: Sendable, Hashable {
    /// A primitive, or a declared type by its name.
    case named(String)
    case vector(TypeText)
    case array(TypeText, count: UInt32)
    case tuple([TypeText])
    case compact(TypeText)
    case option(TypeText)
    case result(TypeText, TypeText)
    case bounded(TypeText)

    /// The type in the schema's own words; equal types have equal words.
    var words: String {
        switch self {
        case .named(let name): name
        case .vector(let item): "Vec<\(item.words)>"
        case .array(let item, let count): "[\(item.words); \(count)]"
        case .tuple(let items): "(\(items.map(\.words).joined(separator: ", ")))"
        case .compact(let item): "Compact<\(item.words)>"
        case .option(let item): "Option<\(item.words)>"
        case .result(let good, let bad): "Result<\(good.words), \(bad.words)>"
        case .bounded(let item): "BoundedVec<\(item.words)>"
        }
    }
}
