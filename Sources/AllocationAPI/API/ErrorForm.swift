import Hummingbird
import JSON
import Logging

/// Gives every failure the error form; what is not ours to tell goes into the log alone.
struct ErrorForm: RouterMiddleware {
    typealias Context = APIContext

    /// The paths that exist, to tell a wrong method from a wrong path.
    let paths: Set<String>
    let logger: Logger

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as APIProblem {
            return problem.response
        } catch let error as HTTPError where error.status == .notFound {
            let problem =
                paths.contains(request.uri.path)
                ? APIProblem(status: 405, message: "Method Not Allowed", detail: .text(request.method.rawValue))
                : APIProblem(status: 404, message: "Not Found", detail: .text(request.uri.path))
            return problem.response
        } catch let error as HTTPError {
            return APIProblem(status: error.status.code, message: error.status.reasonPhrase).response
        } catch {
            logger.error("request failed", metadata: ["path": "\(request.uri.path)", "reason": "\(error)"])
            return APIProblem(status: 500, message: "Internal Server Error").response
        }
    }
}
