import Foundation
import JSON
import Testing

@testable import Hub

/// What wandb 0.19.0 and 0.31.0 sent, sent again.
@Suite("Captured traffic")
struct CapturedTrafficTests {
    @Test("Every captured request is answered with all that its recorded answer has", arguments: ["019", "031"])
    func replayed(_ version: String) async throws {
        let requests = try Captured.all(version)
        #expect(requests.count > 25)
        try await RunningHub.with { hub in
            var upload: String?
            var cursor: JSONValue?
            for request in requests {
                try await prepare(hub, request)
                var body = request.body
                if request.name.contains("page2"), let cursor { body = body.replacing("cursor", with: cursor) }
                if let id = request.variables["id"]?.text, let name = Self.runName(id) {
                    body = body.replacing("id", with: .text(try await storageID(hub, name)))
                }
                let target = request.path.hasPrefix("/storage/") ? try #require(upload) : request.path
                var headers = request.headers
                headers["Accept-Encoding"] = nil
                let answer = try await hub.send(request.method, target, headers: headers, body: body.serialized)
                #expect(answer.status == request.status, "\(request.name)")
                if request.path.hasPrefix("/storage/") { continue }
                let missing = Self.missing(in: answer.json, recorded: request.answer, "")
                #expect(missing == [], "\(request.name): \(answer.text.prefix(400))")
                #expect(answer.headers["content-length"] == "\(answer.text.utf8.count)")
                upload = answer.data["createRunFiles"]?["files"]?[0]?["uploadUrl"]?.text ?? upload
                cursor = answer.data["project"]?["runs"]?["pageInfo"]?["endCursor"] ?? cursor
            }
        }
    }

    @Test(
        "The configs of the Python program's own nodes come back as they were sent", arguments: ["miner", "validator"])
    func upstream(_ role: String) async throws {
        let request = try Captured("019-upstream-UpsertBucket-\(role).json")
        let config = try #require(request.variables["config"]?.text)
        try await RunningHub.with { hub in
            let answer = try await hub.send("POST", "/graphql", body: request.body.serialized)
            #expect(answer.data["upsertBucket"]?["bucket"]?["config"]?.text == config)
            let found = try await hub.runs(filters: #"{"config.role":"\#(role)","state":"running"}"#)
            #expect(found.map { $0["config"]?.text } == [config])
        }
    }

    /// Makes the runs that the recorded answer speaks of.
    private func prepare(_ hub: RunningHub, _ request: Captured) async throws {
        let parts = request.path.split(separator: "/").map(String.init)
        if parts.last == "file_stream" { try await hub.upsert(parts[3], project: parts[2]) }
        let variables = request.variables
        if let name = variables["id"]?.text.flatMap(Self.runName) {
            try await hub.upsert(name, project: Self.project(of: variables["id"]?.text ?? ""))
        }
        let data = request.answer["data"] ?? .null
        let project = variables["project"]?.text ?? variables["projectName"]?.text ?? "opencompute"
        let run = data["project"]?["run"] ?? data["model"]?["bucket"] ?? data["createRunFiles"] ?? .null
        if !run.isNull, let name = (variables["name"] ?? variables["run"] ?? variables["runId"])?.text {
            try await hub.upsert(
                name, project: project, displayName: run["displayName"]?.text,
                notes: run["notes"]?.text)
        }
        for edge in data["project"]?["runs"]?["edges"]?.list ?? [] {
            let name = try #require(edge["node"]?["name"]?.text)
            let index = name.hasPrefix("run") ? Int(name.dropFirst(3)) : nil
            try await hub.upsert(
                name, project: project,
                config: edge["node"]?["config"]?.text ?? index.map { #"{"i":{"value":\#($0)}}"# }
                    ?? #"{"role":{"value":"miner"},"config":{"value":{"netuid":27}}}"#,
                displayName: edge["node"]?["displayName"]?.text)
        }
        // The second page needs a first, and the first something after it.
        if request.name.contains("page") {
            for index in 0..<7 {
                try await hub.upsert("run000\(index)", project: project, config: #"{"i":{"value":\#(index)}}"#)
            }
        }
    }

    /// The stub's storage ids name the run.
    private static func parts(of id: String) -> [String] {
        let text = Data(base64Encoded: id).flatMap { String(data: $0, encoding: .utf8) } ?? ""
        return text.split(separator: ":").map(String.init)
    }

    private static func runName(_ id: String) -> String? { parts(of: id).count == 5 ? parts(of: id)[2] : nil }

    private static func project(of id: String) -> String { parts(of: id)[3] }

    private func storageID(_ hub: RunningHub, _ name: String) async throws -> String {
        for project in ["opencompute", "paging"] {
            let nodes = try await hub.page(filters: #"{"name":"\#(name)"}"#, project: project)["runs"]?["edges"]?.list
            if let id = nodes?.first?["node"]?["id"]?.text { return id }
        }
        throw CancellationError()
    }

    /// The paths of `recorded` that `answer` lacks or has with another type.
    private static func missing(in answer: JSONValue, recorded: JSONValue, _ path: String) -> [String] {
        switch (recorded, answer) {
        case (.null, _):
            let mustBeNull = ["/data/project", "/data/model", "/data/project/run", "/data/model/bucket"]
            return mustBeNull.contains(path) && !answer.isNull ? [path] : []
        case (.object(let members), .object(let others)):
            return members.sorted { $0.key < $1.key }.flatMap { name, value in
                // The names of metrics are the run's, not the API's.
                if path.hasSuffix("historyKeys/keys") { return [String]() }
                guard let other = others[name] else { return ["\(path)/\(name)"] }
                return missing(in: other, recorded: value, "\(path)/\(name)")
            }
        case (.list(let elements), .list(let others)):
            guard let element = elements.first, !path.hasSuffix("tags") else { return [] }
            guard let other = others.first else { return ["\(path)[0]"] }
            return missing(in: other, recorded: element, "\(path)[0]")
        case (.text, .text), (.bool, .bool), (.integer, .integer), (.integer, .number), (.number, .number),
            (.number, .integer):
            return []
        default: return [path]
        }
    }
}

extension JSONValue {
    /// The request with another value of a variable.
    fileprivate func replacing(_ variable: String, with value: JSONValue) -> JSONValue {
        guard case .object(var members) = self, case .object(var variables) = members["variables"] else { return self }
        variables[variable] = value
        members["variables"] = .object(variables)
        return .object(members)
    }
}
