import Hummingbird
import NIOCore

/// What is known about a request before its route runs.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection.
    let channel: any Channel
    /// Who asks.
    var client: APIClient

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        client = APIClient(channel: source.channel)
    }
}
