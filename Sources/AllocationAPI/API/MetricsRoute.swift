import HTTPTypes
import Hummingbird
import Monitoring
import NIOCore

/// `/metrics`: the process's figures in Prometheus' text form.
struct MetricsRoute: Sendable {
    let registry: MetricsRegistry

    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .get, path: "/metrics", summary: "The figures of the process, for Prometheus", group: .service,
                answers: [
                    EndpointAnswer(
                        status: 200, about: "The text form of Prometheus.", schema: Schema.text,
                        contentType: "text/plain")
                ]
            ) { [registry] _ in
                Response(
                    status: .ok, headers: [.contentType: MetricsRegistry.contentType],
                    body: .init(byteBuffer: ByteBuffer(string: await registry.text())))
            }
        ]
    }
}
