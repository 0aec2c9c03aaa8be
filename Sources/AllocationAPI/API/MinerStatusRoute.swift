import Hummingbird
import JSON

/// Whether miners are rented, free or silent.
struct MinerStatusRoute: Sendable {
    let desk: RentalDesk

    /// Hotkeys of one request, at most.
    static let limit = 256

    private static let list = "hotkey_list"

    var endpoints: [Endpoint] {
        let hotkeys = Schema.list(Schema.text)
        return [
            Endpoint(
                method: .post, path: "/service/check_miner_status", summary: "Whether miners are rented or free",
                group: .service,
                parameters: [
                    EndpointParameter(
                        name: "query_version", about: "Tell the version of the axon instead", schema: Schema.flag)
                ],
                body: EndpointBody(
                    about: "The hotkeys (ss58), \(Self.limit) different ones at most",
                    schema: .object([
                        "anyOf": .list([hotkeys, Schema.object([Self.list: hotkeys])])
                    ]), isRequired: true),
                answers: [
                    .success(
                        "List hotkey status successfully.",
                        data: Schema.list(
                            Schema.object(
                                ["hotkey": Schema.text, "status": Schema.text, "version": Schema.integer],
                                optional: ["status", "version"])))
                ]
            ) { try await answer($0) }
        ]
    }

    private func answer(_ request: APIRequest) async throws -> Response {
        let hotkeys = try Self.hotkeys(in: request.parameters.content)
        let entries: [JSONValue]
        if try request.parameters.flag("query_version", default: false) {
            entries = hotkeys.map { hotkey in
                guard let version = desk.version(hotkey) else { return Self.entry(hotkey, desk.absent) }
                return .object(["hotkey": .text(hotkey), "version": .integer(Int64(version))])
            }
        } else {
            entries = zip(hotkeys, await desk.statuses(hotkeys)).map(Self.entry)
        }
        return JSONAnswer.success("List hotkey status successfully.", data: entries)
    }

    private static func entry(_ hotkey: String, _ status: RentalDesk.MinerStatus) -> JSONValue {
        .object(["hotkey": .text(hotkey), "status": .text(status.rawValue)])
    }

    /// The hotkeys in a body, each of them once, in their order.
    /// - Throws: ``APIProblem`` 422.
    static func hotkeys(in body: JSONValue?) throws(APIProblem) -> [String] {
        let given: [JSONValue]
        switch body?[Self.list] ?? body {
        case nil, .object: throw .validation([(list, LaxValue.Wrong.missing.message)])
        case .list(let values): given = values
        default: throw .validation([(list, LaxValue.Wrong.list.message)])
        }
        var hotkeys: [String] = []
        var seen: Set<String> = []
        for value in given {
            guard case .text(let hotkey) = value else { throw .validation([(list, LaxValue.Wrong.text.message)]) }
            if seen.insert(hotkey).inserted { hotkeys.append(hotkey) }
            guard hotkeys.count <= limit else {
                throw .validation([(list, "List should have at most \(limit) different items")])
            }
        }
        return hotkeys
    }
}
