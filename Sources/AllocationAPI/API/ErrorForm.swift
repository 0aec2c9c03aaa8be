import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOHTTP1

/// Gives every failure the error form; what is not ours to tell goes into the log alone.
struct ErrorForm: RouterMiddleware {
    typealias Context = APIContext

    /// The methods of each path that exists, to tell a wrong method from a wrong path.
    let methods: [String: Set<HTTPRequest.Method>]
    /// The Python service's words, by path, for what goes wrong inside.
    let failures: [String: String]
    let logger: Logger

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as APIProblem {
            return problem.response
        } catch let error as HTTPError where error.status == .notFound {
            return notFound(request)
        } catch let error as HTTPError {
            return APIProblem(status: error.status.code, message: error.status.reasonPhrase).response
        } catch is HTTPParserError {
            return APIProblem.notHTTP.response
        } catch is CancellationError {
            return APIProblem.unavailable("the service is shutting down").response
        } catch {
            logger.error("request failed", metadata: ["path": "\(context.endpointPath ?? "-")", "reason": "\(error)"])
            if let message = context.endpointPath.flatMap({ failures[$0] }) {
                return APIProblem(status: 403, message: message, detail: "the reason is in the service's log").response
            }
            return APIProblem(status: 500, message: "Internal Server Error").response
        }
    }

    private func notFound(_ request: Request) -> Response {
        // As the router reads it: empty parts do not count.
        let path = "/" + request.uri.path.split(separator: "/").joined(separator: "/")
        guard let allowed = methods[path] else {
            let detail = JSONValue.text(PlainText.printable(request.uri.path, limit: 256))
            return APIProblem(status: 404, message: "Not Found", detail: detail).response
        }
        let method = PlainText.printable(request.method.rawValue, limit: 32)
        var response = APIProblem(status: 405, message: "Method Not Allowed", detail: .text(method)).response
        response.headers[.allow] = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        return response
    }
}
