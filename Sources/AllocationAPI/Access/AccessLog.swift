import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Finds out who asks, and afterwards says what became of the request: one line, and the metrics.
///
/// Neither query nor headers nor bodies are logged: they hold keys and passwords.
struct AccessLog: RouterMiddleware {
    typealias Context = APIContext

    let subjects = CertificateSubjects()
    let metrics: RequestMetrics
    let logger: Logger

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        var context = context
        context.client = await context.client.identified(by: subjects)
        let response = try await next(request, context)
        let time = began.duration(to: .now)
        metrics.count(path: context.endpointPath, status: response.status.code, time: time)
        var metadata: Logger.Metadata = [
            "method": "\(PlainText.printable(request.method.rawValue, limit: 16))",
            "path": "\(PlainText.printable(request.uri.path, limit: 128))", "status": "\(response.status.code)",
            "ms": "\(Int((time / .milliseconds(1)).rounded()))",
            "remote": "\(context.client.remote?.ipAddress ?? "-")",
        ]
        if let subject = context.client.subject { metadata["client"] = "\(subject)" }
        logger.info("request", metadata: metadata)
        return response
    }
}
