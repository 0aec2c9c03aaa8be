import Foundation
import JSON

/// Answers that do not depend on runs.
enum HubRecords {
    static func viewer(_ scope: HubScope) -> GraphRecord {
        let home = scope.shelf.home.entity
        let edge = GraphRecord(type: "EntityEdge", fields: ["node": .object(entity(home))])
        return user(
            scope.user,
            adding: [
                "entity": .text(home), "flags": .text("{}"), "admin": .leaf(false),
                "defaultEntity": .object(entity(home)),
                "teams": .object(GraphRecord(type: "EntityConnection", fields: ["edges": .list([.object(edge)])])),
            ])
    }

    static func user(_ name: String, adding fields: [String: GraphValue] = [:]) -> GraphRecord {
        let name = name.isEmpty ? "hub" : name
        let own: [String: GraphValue] = [
            "id": .text(id("User", name)), "name": .text(name), "username": .text(name),
            "email": .text("\(name)@localhost"),
        ]
        return GraphRecord(type: "User", fields: own.merging(fields) { _, new in new })
    }

    /// The newest client that was tried would be told to update by a lower number.
    static let serverInfo = GraphRecord(
        type: "ServerInfo",
        fields: [
            "cliVersionInfo": .leaf(["max_cli_version": "0.99.0", "min_cli_version": "0.8.0"]),
            "exposesExplicitVersion": .leaf(false), "frontendHost": .text(""), "features": .list([]),
        ])

    static func entity(_ name: String) -> GraphRecord {
        GraphRecord(
            type: "Entity",
            fields: [
                "id": .text(id("Entity", name)), "name": .text(name), "isTeam": .leaf(true), "available": .leaf(false),
            ])
    }

    /// What wandb 0.19 asks to learn what the server knows.
    static func type(_ name: String) -> GraphValue {
        guard !name.hasPrefix("__"), let fields = HubGraph.schema.fields(of: name) else { return .null }
        return .object(
            GraphRecord(
                type: "__Type",
                fields: [
                    "name": .text(name), "kind": .text("OBJECT"),
                    "fields": .list(
                        fields.map { .object(GraphRecord(type: "__Field", fields: ["name": .text($0)])) }),
                ]))
    }

    /// A text that means nothing to clients, and is the same each time.
    static func id(_ type: String, _ name: String) -> String { Data("\(type):\(name)".utf8).base64EncodedString() }
}
