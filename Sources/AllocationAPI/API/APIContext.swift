import Hummingbird
import NIOCore

/// What is known about a request before its route runs.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection, for its client certificate.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}
