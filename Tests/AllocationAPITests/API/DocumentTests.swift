import JSON
import NIOCore
import Testing

@testable import AllocationAPI

/// The document is true, and its page is ours alone.
@Suite(.timeLimit(.minutes(1))) struct DocumentTests {
    /// Every path of the API that is always there.
    private static let paths: Set = [
        "/", "/docs", "/openapi.json", "/healthz", "/readyz", "/metrics", "/service/allocate_spec",
        "/service/allocate_hotkey", "/service/deallocate", "/service/check_miner_status", "/service/restart_docker",
        "/service/pause_docker", "/service/unpause_docker", "/service/exchange_docker_key", "/list/allocations_sql",
        "/list/resources_sql", "/list/resources_wandb", "/list/count_all_gpus", "/list/count_all_by_model",
        "/list/all_runs", "/list/specs", "/list/run_by_name", "/list/available", "/list/allocated_hotkeys",
    ]

    private func withDocument(_ body: @escaping @Sendable (RESTServer, JSONValue) async throws -> Void) async throws {
        try await Marketplace.with { market in
            try await RESTServer.with(market) { server in
                try await body(server, try await server.send("GET", "/openapi.json").body)
            }
        }
    }

    @Test("Every endpoint is in the document, with what it takes and what it answers")
    func complete() async throws {
        try await withDocument { _, document async throws in
            let paths = try #require(document["paths"]?.object)
            #expect(Self.paths.subtracting(paths.keys).isEmpty)
            var names: Set<String> = []
            for (path, methods) in paths {
                for (method, operation) in try #require(methods.object) {
                    let name = try #require(operation["operationId"]?.text)
                    #expect(names.insert(name).inserted, "\(name) twice")
                    #expect(operation["summary"]?.text?.isEmpty == false)
                    let answers = try #require(operation["responses"]?.object)
                    // The WebSocket's own answer is no HTTP answer with a body.
                    #expect(path == "/connect" || answers.keys.contains { $0.hasPrefix("2") }, "\(path)")
                    #expect(Set(["401", "403", "408", "413", "422", "500", "503", "504"]).isSubset(of: answers.keys))
                    #expect(answers.values.allSatisfy { $0["description"]?.text?.isEmpty == false })
                    #expect(method != "get" || operation["requestBody"] == nil)
                    for parameter in operation["parameters"]?.list ?? [] {
                        #expect(parameter["name"]?.text?.isEmpty == false)
                        #expect(parameter["in"] == "query" || parameter["in"] == "header")
                        #expect(parameter["required"]?.bool != nil && parameter["schema"]?.object != nil)
                    }
                }
            }
        }
    }

    @Test("Every schema is one, and every reference leads to one")
    func schemas() async throws {
        try await withDocument { _, document async throws in
            #expect(document["openapi"] == "3.1.0")
            let components = try #require(document["components"]?["schemas"]?.object)
            for name in ["Problem", "ValidationProblem", "Allocation", "DeviceRequirement", "DockerRequirement"] {
                #expect(components[name] != nil)
            }
            var references = 0
            Self.walk(document) { members in
                if let reference = members["$ref"]?.text {
                    references += 1
                    let name = reference.split(separator: "/").last.map(String.init) ?? ""
                    #expect(reference == "#/components/schemas/\(name)" && components[name] != nil, "\(reference)")
                }
                if let properties = members["properties"]?.object, let needed = members["required"]?.list {
                    #expect(needed.allSatisfy { properties[$0.text ?? ""] != nil }, "\(needed)")
                }
                let types = members["type"].map { $0.list ?? [$0] } ?? []
                let known: Set = ["null", "boolean", "integer", "number", "string", "array", "object", "mutualTLS"]
                #expect(types.allSatisfy { known.contains($0.text ?? "none") }, "\(types)")
            }
            #expect(references > 20)
        }
    }

    private static func walk(_ value: JSONValue, _ look: ([String: JSONValue]) -> Void) {
        for element in value.list ?? [] { walk(element, look) }
        guard let members = value.object else { return }
        look(members)
        // A property may be called "type" or "required"; what lies under it is a schema all the same.
        for (name, member) in members {
            if name == "properties" {
                for schema in (member.object ?? [:]).values { walk(schema, look) }
            } else {
                walk(member, look)
            }
        }
    }

    @Test("The page and its parts are served with a policy that lets nothing else in")
    func page() async throws {
        try await EndpointServer.with([]) { server async throws in
            for target in ["/docs", "/docs/app.js", "/docs/style.css", "/openapi.json"] {
                let answer = try await server.send("GET", target)
                #expect(answer.hasPrefix("HTTP/1.1 200"))
                let head = answer.lowercased()
                #expect(head.contains("content-security-policy: default-src 'none'; script-src 'self'"))
                #expect(head.contains("x-content-type-options: nosniff"))
            }
            let page = try await server.send("GET", "/docs")
            #expect(page.contains("Content-Type: text/html") || page.contains("content-type: text/html"))
        }
    }

    @Test("The page has no script or style of its own, takes nothing from elsewhere, and writes no markup")
    func harmless() {
        for forbidden in ["http:", "https:", "onclick", "onload", "style=", "<script>", "<style>"] {
            #expect(!DocumentPage.html.contains(forbidden))
        }
        for forbidden in ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(", "http"] {
            let isMarkup = DocumentPage.script.contains(forbidden)
            #expect(!isMarkup, "\(forbidden)")
        }
        #expect(!DocumentPage.style.contains("url(") && !DocumentPage.style.contains("@import"))
    }
}
