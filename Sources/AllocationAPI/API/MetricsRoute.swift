import HTTPTypes
import Hummingbird
import Monitoring
import NIOCore

/// `/metrics`: the process's figures in Prometheus' text form.
struct MetricsRoute: Sendable {
    static let path = "/metrics"

    let registry: MetricsRegistry

    func add(to router: Router<APIContext>) {
        router.get(RouterPath(Self.path)) { [registry] _, _ in
            Response(
                status: .ok, headers: [.contentType: MetricsRegistry.contentType],
                body: .init(byteBuffer: ByteBuffer(string: await registry.text())))
        }
    }
}
