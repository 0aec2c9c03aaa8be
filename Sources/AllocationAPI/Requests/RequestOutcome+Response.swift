import HTTPTypes
import Hummingbird
import NIOCore
import Store
import Synchronization

extension RequestOutcome {
    /// What `response` says: its status and its body.
    init(_ response: Response) async throws {
        let pages = Pages()
        try await response.body.write(Collector(pages: pages))
        self.init(status: response.status.code, body: Array(buffer: pages.bytes.withLock { $0 }))
    }

    /// The answer once more, marked as a repetition.
    var response: Response {
        var response = Response(
            status: .init(code: status), headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: body)))
        if let name = HTTPField.Name("idempotent-replayed") { response.headers[name] = "true" }
        return response
    }

    private final class Pages: Sendable {
        let bytes = Mutex(ByteBuffer())
    }

    private struct Collector: ResponseBodyWriter {
        let pages: Pages

        mutating func write(_ buffer: ByteBuffer) async throws {
            pages.bytes.withLock { _ = $0.writeImmutableBuffer(buffer) }
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
