import HTTPTypes
import Hummingbird

/// Stands before the handler of an endpoint: reads the body, checks what the endpoint declares, bounds the time.
struct Dispatcher: Sendable {
    private let endpoint: Endpoint
    private let reader: BodyReader
    private let takesList: Bool
    private let fields: KnownFields
    private let check: ParameterCheck

    init(endpoint: Endpoint, schemas: SchemaBook, limits: RequestLimits) {
        self.endpoint = endpoint
        reader = BodyReader(limits: limits)
        takesList = endpoint.body.map { schemas.allowsList($0.schema) } ?? false
        fields = KnownFields(endpoint: endpoint, schemas: schemas)
        check = ParameterCheck(endpoint.parameters)
    }

    /// The answer of the endpoint; problems are answers, too.
    /// - Throws: What the handler throws beside ``APIProblem``.
    func answer(_ request: Request, _ context: APIContext) async throws -> Response {
        var unknown: String?
        var response: Response
        do {
            let bytes = try await reader.bytes(of: request, on: context.channel)
            let parameters = try Parameters(query: request.uri.query ?? "", bytes: bytes, takesList: takesList)
            unknown = fields.unknown(in: parameters)
            try check.check(parameters)
            response = try await handle(
                APIRequest(parameters: parameters, head: request.head, context: context))
        } catch let problem as APIProblem {
            response = problem.response
            if problem.status == 408 || problem.status == 413 { response.headers[.connection] = "close" }
        }
        if let unknown, let name = KnownFields.header { response.headers[name] = unknown }
        return response
    }

    private func handle(_ request: APIRequest) async throws -> Response {
        // A result, so that a limit inside the handler is not taken for this one.
        let result: Result<Response, any Error>
        do {
            let loop = request.context.channel.eventLoop
            result = try await LoopLimit.run(endpoint.timeLimit, on: loop) { [endpoint] in
                do { return .success(try await endpoint.handle(request)) } catch { return .failure(error) }
            }
        } catch is LoopLimit.Exceeded {
            throw APIProblem(status: 504, message: "The request took too long.")
        }
        return try result.get()
    }
}
