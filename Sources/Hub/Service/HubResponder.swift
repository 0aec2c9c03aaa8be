import HTTPTypes
import Hummingbird
import HummingbirdCore
import JSON
import Logging
import NIOCore

/// Answers all requests to a hub.
struct HubResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    private let shelf: RunShelf
    private let access: HubAccess
    private let prefix: String
    private let secret = UploadAddress.Secret()
    private let pages: HubPages
    private let logger: Logger
    private static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")

    init(configuration: HubConfiguration, shelf: RunShelf, logger: Logger) {
        self.shelf = shelf
        self.logger = logger
        access = HubAccess(keys: configuration.keys)
        prefix = HubPath.cleaned(prefix: configuration.prefix)
        pages = HubPages(shelf: shelf, prefix: prefix)
    }

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        do {
            guard let path = HubPath(request.head.path ?? "/", prefix: prefix) else {
                return HubAnswer.problem(.badRequest, "the path is malformed")
            }
            return try await answer(request, path)
        } catch let problem as HubBody.Problem {
            return problem.response
        } catch let error as ShelfError {
            if case .notSaved(let reason) = error {
                logger.error("hub cannot save its runs", metadata: ["reason": "\(reason)"])
            }
            return HubAnswer.shelf(error)
        }
    }

    private func answer(_ request: Request, _ path: HubPath) async throws -> Response {
        let parts = path.parts
        // What needs no key: whether the hub lives, and files, whose address is the permission.
        if parts == ["healthz"] {
            return request.method == .get ? HubAnswer.json(["ok": true]) : notAllowed("GET")
        }
        guard !access.isForged(request) else {
            return HubAnswer.problem(
                .forbidden, "not for pages of others; a hub without keys is asked by a loopback address only")
        }
        if parts.first == "storage", parts.count == 4 {
            return request.method == .put ? try await upload(request, parts) : notAllowed("PUT")
        }
        guard let user = access.user(authorization: request.headers[.authorization]) else {
            return HubAnswer.denied()
        }
        switch (request.method, parts.first, parts.count) {
        case (.post, "graphql", 1): return try await graph(request, user: user)
        case (.post, "files", 5) where parts[4] == "file_stream": return try await stream(request, parts)
        case (.get, nil, 0): return HubAnswer.page(pages.list(path.query))
        case (.get, "runs", 4):
            let key = RunKey(project: ProjectKey(entity: parts[1], project: parts[2]), name: parts[3])
            guard let page = try await pages.run(key) else { break }
            return HubAnswer.page(page)
        case (_, "graphql", 1), (_, "files", 5): return notAllowed("POST")
        case (_, nil, 0), (_, "runs", 4): return notAllowed("GET")
        default: break
        }
        return HubAnswer.problem(.notFound, "not found")
    }

    private func notAllowed(_ method: String) -> Response {
        var response = HubAnswer.problem(.methodNotAllowed, "method not allowed")
        response.headers[.allow] = method
        return response
    }

    private func graph(_ request: Request, user: String) async throws -> Response {
        let body = try await HubBody.json(request, limit: HubBody.graphLimit)
        guard let query = body["query"]?.text else {
            return HubAnswer.problem(.badRequest, "the body has no \"query\"")
        }
        // Behind a proxy that speaks TLS, files go by way of it, too.
        let isSecure = Self.forwardedProto.flatMap { request.headers[$0] }?.lowercased() == "https"
        let scope = HubScope(
            shelf: shelf, user: user,
            uploads: UploadAddress(host: request.head.authority, isSecure: isSecure, prefix: prefix, secret: secret))
        let result = Result { () throws(GraphError) in try Self.data(query, body, scope) }
        if scope.hasChanged { try await shelf.save() }
        switch result {
        case .success(let data): return HubAnswer.json(["data": data])
        case .failure(let error): return HubAnswer.failure(error)
        }
    }

    private static func data(_ query: String, _ body: JSONValue, _ scope: HubScope) throws(GraphError) -> JSONValue {
        let document = try GraphParser.parse(query)
        let operation = try document.operation(body["operationName"]?.text)
        let variables = try GraphVariables(operation, given: body["variables"]?.object ?? [:])
        try GraphValidation.check(operation, of: document, HubGraph.schema)
        let root: any GraphObject = operation.isMutation ? MutationRoot(scope: scope) : QueryRoot(scope: scope)
        return try GraphExecution.data(
            operation, of: document, variables: variables, root: root, allowance: scope.allowance)
    }

    private func stream(_ request: Request, _ parts: [String]) async throws -> Response {
        let key = RunKey(project: ProjectKey(entity: parts[1], project: parts[2]), name: parts[3])
        guard shelf.run(key) != nil else { throw ShelfError.unknownRun }
        let post = try StreamPost(try await HubBody.json(request, limit: HubBody.streamLimit))
        try shelf.stream(post, to: key)
        // That a node lives is said again soon: only what it brought must not be lost.
        if !post.isBeat { try await shelf.save() }
        return HubAnswer.json(["exitcode": .null, "limits": [:]])
    }

    private func upload(_ request: Request, _ parts: [String]) async throws -> Response {
        guard let sequence = Int64(parts[1]), secret.allows(parts[2], sequence, parts[3]) else {
            return HubAnswer.problem(.forbidden, "permission denied")
        }
        let bytes = try await HubBody.bytes(request, limit: HubBody.uploadLimit)
        if bytes.count <= ShelfLimits.fileBytes {
            shelf.keep(bytes, as: parts[3], of: sequence)
            try await shelf.save()
        }
        return Response(status: .ok, headers: [.contentType: "text/plain"], body: .init(byteBuffer: ByteBuffer()))
    }
}
