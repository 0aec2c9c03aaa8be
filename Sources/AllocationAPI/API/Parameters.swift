import JSON

/// The parameters of a request: those of the query, and members of a JSON body with the same names.
///
/// A member that is null is as if it were absent. What is wrong with a value is said as the Python service says it.
struct Parameters: Sendable {
    let query: [String: String]
    /// The whole JSON body; nil when there is none, or null.
    let content: JSONValue?

    /// The members of the body; empty when there is none, or when it is a list.
    var body: [String: JSONValue] { content?.object ?? [:] }

    /// - Parameters:
    ///   - query: The part of the target after its question mark.
    ///   - bytes: The body as it came.
    ///   - takesList: Whether the body may be a list, not an object alone.
    /// - Throws: ``APIProblem`` 422 about the field "body".
    init(query: String, bytes: [UInt8] = [], takesList: Bool = false) throws(APIProblem) {
        self.query = FormQuery.parse(query)
        guard bytes.contains(where: { !Self.isSpace($0) }) else {
            content = nil
            return
        }
        let value: JSONValue
        do {
            value = try JSONValue.parse(bytes, depth: Self.depth)
        } catch {
            throw .validation([("body", "JSON decode error: \(error)")])
        }
        switch value {
        case .null: content = nil
        case .object: content = value
        case .list where takesList: content = value
        default:
            throw .validation([
                (
                    "body",
                    takesList
                        ? "Input should be a valid list"
                        : "Input should be a valid dictionary or object to extract fields from"
                )
            ])
        }
    }

    /// Lists and objects inside each other in a body, at most.
    private static let depth = 32

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0a, 0x0d].contains(byte) }

    /// The text `name`, of the query first; nil when neither has it.
    /// - Throws: ``APIProblem`` 422.
    func text(_ name: String) throws -> String? { try read(name, LaxValue.text) }

    /// The text `name`.
    /// - Throws: ``APIProblem`` 422 when it is missing.
    func requiredText(_ name: String) throws -> String { try required(name, text(name)) }

    /// The truth value `name` as FastAPI reads it; `fallback` when neither has it.
    func flag(_ name: String, default fallback: Bool) throws -> Bool { try read(name, LaxValue.flag) ?? fallback }

    /// The whole number `name`; nil when neither has it.
    /// - Throws: ``APIProblem`` 422, also when it is not in `range`.
    func integer(_ name: String, _ range: ClosedRange<Int64> = .min ... .max) throws -> Int64? {
        try read(name) { value throws(LaxValue.Wrong) in try LaxValue.integer(value, range) }
    }

    /// The finite number `name`; nil when neither has it.
    /// - Throws: ``APIProblem`` 422.
    func number(_ name: String) throws -> Double? { try read(name, LaxValue.number) }

    /// Which page is asked for: members `page_number` and `page_size`.
    /// - Throws: ``APIProblem`` 422 for negative numbers.
    func page() throws -> PageRequest {
        let size = try integer("page_size", 0...Int64.max) ?? 0
        let number = try integer("page_number", 0...Int64.max) ?? 0
        return PageRequest(
            number: number == 0 ? nil : Int(clamping: number),
            size: size == 0 ? PageRequest.standardSize : Int(clamping: size))
    }

    /// The value of `name` as it came, of the query first; nil when neither has it.
    func value(_ name: String) -> JSONValue? {
        if let text = query[name] { return .text(text) }
        guard let member = body[name], !member.isNull else { return nil }
        return member
    }

    private func read<V>(_ name: String, _ convert: (JSONValue) throws(LaxValue.Wrong) -> V) throws -> V? {
        guard let value = value(name) else { return nil }
        do {
            return try convert(value)
        } catch {
            throw APIProblem.validation([(name, error.message)])
        }
    }

    private func required<V>(_ name: String, _ value: V?) throws -> V {
        guard let value else { throw APIProblem.validation([(name, LaxValue.Wrong.missing.message)]) }
        return value
    }
}
