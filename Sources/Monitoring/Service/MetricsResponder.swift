import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Answers `GET /metrics`, and everything else with where that is.
struct MetricsResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let registry: MetricsRegistry

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        guard (request.head.path ?? "/").prefix(while: { $0 != "?" }) == "/metrics" else {
            return answer(.notFound, "Metrics are at /metrics\n")
        }
        guard request.method == .get else {
            var response = answer(.methodNotAllowed, "Metrics are for GET\n")
            response.headers[.allow] = "GET"
            return response
        }
        return answer(.ok, await registry.text(), type: MetricsRegistry.contentType)
    }

    private func answer(
        _ status: HTTPResponse.Status, _ text: String, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
