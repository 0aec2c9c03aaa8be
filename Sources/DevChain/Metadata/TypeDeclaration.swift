/// A type with a path of its own, as the schema declares it.
struct TypeDeclaration: Sendable {
    var path: [String]
    var parameters: [(name: String, type: TypeText?)] = []
    var body: Body

    enum Body: Sendable {
        case structure([Member])
        case enumeration([Variant])
    }

    /// A field; unnamed ones are those of a tuple structure.
    struct Member: Sendable {
        var name: String?
        var type: TypeText
    }

    struct Variant: Sendable {
        var name: String
        var index: UInt8
        var members: [Member]
        var docs: [String] = []
    }
}
