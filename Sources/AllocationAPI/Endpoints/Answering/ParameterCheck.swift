import JSON

/// Checks a request against the parameters that an endpoint declares, so that all that is wrong is told at once.
struct ParameterCheck: Sendable {
    private struct Rule {
        let name: String
        let isRequired: Bool
        let type: String?
        let range: ClosedRange<Int64>
    }

    private let rules: [Rule]

    init(_ parameters: [EndpointParameter]) {
        rules = parameters.map { parameter in
            let schema = Schema.given(parameter.schema)
            let (low, high) = (schema["minimum"]?.integer ?? .min, schema["maximum"]?.integer ?? .max)
            return Rule(
                name: parameter.name, isRequired: parameter.isRequired, type: schema["type"]?.text,
                range: min(low, high)...max(low, high))
        }
    }

    /// - Throws: ``APIProblem`` 422 with every parameter that is missing or of another type, in the order of the table.
    func check(_ parameters: Parameters) throws(APIProblem) {
        var problems: [(field: String, message: String)] = []
        for rule in rules {
            guard let value = parameters.value(rule.name) else {
                if rule.isRequired { problems.append((rule.name, LaxValue.Wrong.missing.message)) }
                continue
            }
            do {
                try Self.check(value, rule)
            } catch {
                problems.append((rule.name, error.message))
            }
        }
        if !problems.isEmpty { throw .validation(problems) }
    }

    private static func check(_ value: JSONValue, _ rule: Rule) throws(LaxValue.Wrong) {
        switch rule.type {
        case "string": _ = try LaxValue.text(value)
        case "integer": _ = try LaxValue.integer(value, rule.range)
        case "number": _ = try LaxValue.number(value)
        case "boolean": _ = try LaxValue.flag(value)
        default: break
        }
    }
}
