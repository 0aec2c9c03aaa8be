import HTTPTypes
import JSON

extension EndpointTable {
    /// The OpenAPI 3.1 document of all endpoints.
    /// - Parameter servers: Base addresses; empty for wherever the document was fetched from.
    func openAPI(version: String, servers: [String]) -> JSONValue {
        var paths: [String: [String: JSONValue]] = [:]
        for endpoint in endpoints {
            let operation = OpenAPIOperation(endpoint: endpoint).document
            paths[endpoint.path, default: [:]][endpoint.method.rawValue.lowercased()] = operation
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Compute Subnet Allocation API", "version": .text(version), "description": .text(Self.about),
            ],
            "servers": .list((servers.isEmpty ? ["/"] : servers).map { .object(["url": .text($0)]) }),
            "tags": .list(Endpoint.Group.allCases.map { .object(["name": .text($0.rawValue)]) }),
            "paths": .object(paths.mapValues { .object($0) }),
            "components": [
                "schemas": .object(components),
                "securitySchemes": [
                    "mutualTLS": [
                        "type": "mutualTLS", "description": "A client certificate of the service's authority.",
                    ]
                ],
            ],
            "security": [["mutualTLS": []]],
        ]
    }

    private static let about = """
        Rents machines of the subnet. Members of a query may come as members of a JSON body instead, under the same \
        names; a member that is null is as if it were absent. Members that an endpoint does not know are ignored, and \
        named in the header `x-unknown-fields` of its answer. A WebSocket at `/connect` tells of rentals as they come \
        and go.
        """
}

/// One endpoint as the document has it.
private struct OpenAPIOperation {
    let endpoint: Endpoint

    var document: JSONValue {
        var operation: [String: JSONValue] = [
            "summary": .text(endpoint.summary), "tags": .list([.text(endpoint.group.rawValue)]),
            "operationId": .text(name),
            "parameters": .list(
                endpoint.parameters.map { parameter($0, in: "query") }
                    + endpoint.headers.map { parameter($0, in: "header") }),
            "responses": .object(responses),
        ]
        if let body { operation["requestBody"] = body }
        return .object(operation)
    }

    private var name: String {
        let words = endpoint.path.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        return ([endpoint.method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "_")
    }

    private func parameter(_ parameter: EndpointParameter, in place: String) -> JSONValue {
        [
            "name": .text(parameter.name), "in": .text(place), "description": .text(parameter.about),
            "required": .bool(parameter.isRequired), "schema": Schema.given(parameter.schema),
        ]
    }

    /// What the body may hold: the endpoint's own members, and the parameters under their names.
    private var body: JSONValue? {
        guard endpoint.method != .get else { return nil }
        let names = endpoint.parameters.map { ($0.name, Schema.optional(Schema.given($0.schema))) }
        var schemas = endpoint.body.map { [$0.schema] } ?? []
        if !names.isEmpty {
            schemas.append([
                "type": "object", "properties": .object(Dictionary(names) { first, _ in first }),
            ])
        }
        guard let first = schemas.first else { return nil }
        let schema = schemas.count == 1 ? first : .object([joint: .list(schemas)])
        return [
            "description": .text(endpoint.body?.about ?? "The same members as in the query."),
            "required": .bool(endpoint.body?.isRequired ?? false),
            "content": ["application/json": ["schema": schema]],
        ]
    }

    /// A body that is a list holds no parameters.
    private var joint: String {
        guard let schema = endpoint.body?.schema else { return "anyOf" }
        return schema["type"]?.text == "array" || schema["anyOf"] != nil ? "anyOf" : "allOf"
    }

    private var responses: [String: JSONValue] {
        let all = Dictionary(grouping: endpoint.answers + CommonAnswers.all, by: \.status)
        var responses: [String: JSONValue] = [:]
        for (status, answers) in all { responses["\(status)"] = response(status, answers) }
        return responses
    }

    private func response(_ status: Int, _ answers: [EndpointAnswer]) -> JSONValue {
        var texts: [String] = []
        var content: [String: [JSONValue]] = [:]
        for answer in answers {
            if !texts.contains(answer.about) { texts.append(answer.about) }
            if content[answer.contentType]?.contains(answer.schema) != true {
                content[answer.contentType, default: []].append(answer.schema)
            }
        }
        var headers: [String: JSONValue] = [
            "x-unknown-fields": [
                "description": "Members of the request that were ignored.", "schema": Schema.text,
            ]
        ]
        if status == 503 || status == 409 {
            headers["retry-after"] = [
                "description": "Seconds after which to try again.", "schema": Schema.integer,
            ]
        }
        return [
            "description": .text(texts.joined(separator: " / ")), "headers": .object(headers),
            "content": .object(
                content.mapValues { schemas in
                    let schema = schemas.count == 1 ? schemas[0] : JSONValue.object(["anyOf": .list(schemas)])
                    return .object(["schema": schema])
                }),
        ]
    }
}
