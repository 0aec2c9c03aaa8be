import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Timing

extension StateError {
    /// Why a request got no answer, or one that could not be read.
    init(transport error: any Error) {
        switch error {
        case let error as StateError: self = error
        case is TimeLimit.Exceeded: self = .timedOut
        case is CancellationError: self = .unreachable("cancelled")
        case is NIOTooManyBytesError: self = .tooLong
        case let error as HTTPClientError: self.init(client: error)
        case let error as HTTPParserError where error == .invalidEOFState:
            self = .unreachable("the connection was cut")
        case is HTTPParserError: self = .malformed("no HTTP")
        default: self = .unreachable(ServerText.clean("\(error)"))
        }
    }

    private init(client error: HTTPClientError) {
        switch error {
        case .deadlineExceeded, .readTimeout, .writeTimeout: self = .timedOut
        case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
            self = .unreachable("no connection in time")
        case .remoteConnectionClosed, .uncleanShutdown: self = .unreachable("the connection was cut")
        case .cancelled: self = .unreachable("cancelled")
        // The short form never holds values of headers.
        default: self = .unreachable(ServerText.clean(error.shortDescription))
        }
    }
}
