/// One type of a registry, as `scale-info` describes it.
package struct TypeDefinition: Sendable, Equatable {
    /// The Rust path; empty for what has no name (tuples, vectors, primitives).
    package var path: [String]
    package var parameters: [TypeParameter]
    package var shape: TypeShape
    package var docs: [String]

    package init(
        path: [String] = [], parameters: [TypeParameter] = [], shape: TypeShape, docs: [String] = []
    ) {
        self.path = path
        self.parameters = parameters
        self.shape = shape
        self.docs = docs
    }
}

/// A generic parameter of a type; without a type when the value does not depend on it.
package struct TypeParameter: Sendable, Equatable {
    package var name: String
    package var type: UInt32?

    package init(name: String, type: UInt32?) {
        self.name = name
        self.type = type
    }
}
