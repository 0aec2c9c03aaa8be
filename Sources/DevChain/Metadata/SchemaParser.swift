/// Reads the words in which this chain's types are written down.
///
///     struct path::Name<T, A: u32> { field: Vec<u8>, other: Compact<u64> }
///     struct Short = path::Name(u32, [u8; 4])
///     enum path::Name { First, Second = 5 (u32), Third { a: bool }, Raw{0...128} ([u8; #]) }
///
/// A name is known by its last word unless `Short =` gives another; `{a...b}` after a variant makes one for each number,
/// which `#` stands for. What cannot be read is listed in `problems`, and a test wants none.
struct SchemaParser {
    private var tokens: [String] = []
    private var position = 0
    private(set) var problems: [String] = []
    /// The number that `#` stands for.
    private var counter = 0

    init(_ text: String) { tokens = Self.tokens(text) }

    /// Every declaration of the text by its short name, in order.
    mutating func declarations() -> [(name: String, declaration: TypeDeclaration)] {
        var found: [(String, TypeDeclaration)] = []
        while let keyword = next() {
            guard keyword == "struct" || keyword == "enum" else {
                problems.append("a declaration does not begin with \(keyword)")
                return found
            }
            var path = next() ?? ""
            var short: String?
            if take("=") {
                short = path
                path = next() ?? ""
            }
            let words = Self.path(path)
            let parameters = self.parameters()
            let body: TypeDeclaration.Body = keyword == "struct" ? .structure(members()) : .enumeration(variants())
            found.append(
                (short ?? words.last ?? path, TypeDeclaration(path: words, parameters: parameters, body: body)))
        }
        return found
    }

    /// The members written as `(u16, u32)` or `{ a: u16 }`; none when neither follows.
    mutating func members() -> [TypeDeclaration.Member] {
        var members: [TypeDeclaration.Member] = []
        if take("(") {
            while !take(")"), !atEnd {
                members.append(.init(name: nil, type: type()))
                _ = take(",")
            }
        } else if take("{") {
            members = named(until: "}")
        }
        return members
    }

    /// The members written as `a: u16, b: u32` to the end of the text.
    mutating func arguments() -> [TypeDeclaration.Member] { named(until: "") }

    /// One type.
    mutating func type() -> TypeText {
        guard let token = next() else { return problem("a type is missing") }
        switch token {
        case "(":
            var items: [TypeText] = []
            while !take(")"), !atEnd {
                items.append(type())
                _ = take(",")
            }
            return .tuple(items)
        case "[":
            let item = type()
            _ = take(";")
            let count = next() ?? ""
            let number = count == "#" ? UInt32(clamping: counter) : UInt32(count)
            guard let number, take("]") else { return problem("the array of \(item.words) has no length") }
            return .array(item, count: number)
        case "Vec", "Compact", "Option", "Result", "BoundedVec": return generic(token)
        default: return .named(token)
        }
    }

    private mutating func generic(_ name: String) -> TypeText {
        guard take("<") else { return problem("\(name) without <") }
        let first = type()
        let second: TypeText? = take(",") ? type() : nil
        guard take(">") else { return problem("\(name)<\(first.words) without >") }
        return switch name {
        case "Vec": .vector(first)
        case "Compact": .compact(first)
        case "Option": .option(first)
        case "BoundedVec": .bounded(first)
        default: .result(first, second ?? .tuple([]))
        }
    }

    private mutating func parameters() -> [(name: String, type: TypeText?)] {
        var parameters: [(String, TypeText?)] = []
        guard take("<") else { return parameters }
        while !take(">"), let name = next() {
            parameters.append((name, take(":") ? type() : nil))
            _ = take(",")
        }
        return parameters
    }

    private mutating func named(until end: String) -> [TypeDeclaration.Member] {
        var members: [TypeDeclaration.Member] = []
        while !take(end), let name = next() {
            if !take(":") { problems.append("no type after \(name)") }
            members.append(.init(name: name, type: type()))
            _ = take(",")
        }
        return members
    }

    private mutating func variants() -> [TypeDeclaration.Variant] {
        var variants: [TypeDeclaration.Variant] = []
        var index: UInt8 = 0
        guard take("{") else { return variants }
        while !take("}"), let name = next() {
            var numbers: ClosedRange<Int>?
            if peek == "{", position + 2 < tokens.count, tokens[position + 2] == "..." { numbers = range() }
            if take("=") { index = next().flatMap { UInt8($0) } ?? index }
            let start = position
            for number in numbers ?? 0...0 {
                position = start
                counter = number
                let label = numbers == nil ? name : "\(name)\(number)"
                variants.append(.init(name: label, index: index, members: members()))
                index &+= 1
            }
            _ = take(",")
        }
        return variants
    }

    private mutating func range() -> ClosedRange<Int>? {
        _ = take("{")
        let lower = next().flatMap { Int($0) } ?? 0
        _ = take("...")
        let upper = next().flatMap { Int($0) } ?? 0
        guard take("}"), lower <= upper else {
            problems.append("a range of variants is not one")
            return nil
        }
        return lower...upper
    }

    private mutating func problem(_ text: String) -> TypeText {
        problems.append(text)
        return .tuple([])
    }

    private var peek: String? { position < tokens.count ? tokens[position] : nil }
    private var atEnd: Bool { position >= tokens.count }

    private mutating func next() -> String? {
        guard position < tokens.count else { return nil }
        position += 1
        return tokens[position - 1]
    }

    private mutating func take(_ token: String) -> Bool {
        guard peek == token else { return false }
        position += 1
        return true
    }
}
