/// What a GraphQL document consists of (GraphQL specification, October 2021, section 2.1).
enum GraphToken: Equatable {
    /// One of `! $ & ( ) : = @ [ ] { | }`.
    case punctuator(Character)
    /// `...`
    case spread
    case name(String)
    case integer(Int64)
    case number(Double)
    case text(String)
    case end

    /// The token as an error message names it.
    var shown: String {
        switch self {
        case .punctuator(let character): "\"\(character)\""
        case .spread: "\"...\""
        case .name(let name): "Name \"\(name.prefix(40))\""
        case .integer(let integer): "Int \"\(integer)\""
        case .number(let number): "Float \"\(number)\""
        case .text: "String"
        case .end: "<EOF>"
        }
    }
}
