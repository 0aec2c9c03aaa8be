import HTTPTypes
import Hummingbird
import JSON

/// Turns away whoever ``AccessRules`` turn away, in the error form; no path is exempt.
struct AccessGuard: RouterMiddleware {
    typealias Context = APIContext

    let rules: AccessRules
    /// Where a browser's request comes from; no page can change it.
    private static let site = HTTPField.Name("Sec-Fetch-Site")

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let client = context.client
        if let refusal = rules.refusal(remote: client.remote, hasCertificate: client.hasCertificate) { throw refusal }
        // A browser offers its certificate to every page that makes it ask: only our own pages may change something.
        if request.method != .get, let site = Self.site, request.headers[site] == "cross-site" {
            throw APIProblem(
                status: 403, message: "Access forbidden: the request comes from another site",
                detail: .text("Sec-Fetch-Site: cross-site"))
        }
        return try await next(request, context)
    }
}
