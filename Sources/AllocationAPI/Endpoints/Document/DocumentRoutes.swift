import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// `/openapi.json`, and `/docs`: a page that shows it. Everything that the page needs comes from here.
enum DocumentRoutes {
    static func endpoints(document: JSONValue) -> [Endpoint] {
        let document = ByteBuffer(bytes: document.serialized)
        return [
            endpoint(
                "/openapi.json", "This API as an OpenAPI document", "application/json",
                schema: .object(["type": "object"]), document),
            endpoint(
                "/docs", "A page to read about this API and to try it", "text/html",
                ByteBuffer(string: DocumentPage.html)),
            endpoint("/docs/style.css", "The looks of the page", "text/css", ByteBuffer(string: DocumentPage.style)),
            endpoint(
                "/docs/app.js", "The works of the page", "text/javascript", ByteBuffer(string: DocumentPage.script)),
        ]
    }

    private static func endpoint(
        _ path: String, _ summary: String, _ type: String, schema: JSONValue = Schema.text, _ content: ByteBuffer
    ) -> Endpoint {
        Endpoint(
            method: .get, path: path, summary: summary, group: .service,
            answers: [EndpointAnswer(status: 200, about: summary, schema: schema, contentType: type)]
        ) { _ in
            var headers: HTTPFields = [
                .contentType: type == "application/json" ? type : type + "; charset=utf-8",
                .cacheControl: "no-cache", .xContentTypeOptions: "nosniff", .contentSecurityPolicy: policy,
            ]
            if let referrer = HTTPField.Name("Referrer-Policy") { headers[referrer] = "no-referrer" }
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: content))
        }
    }

    /// The page runs our script alone, talks to this service alone, and is nobody's frame.
    private static let policy = """
        default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
        base-uri 'none'; form-action 'none'; frame-ancestors 'none'
        """
}
