import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension DockerError {
    /// The side that broke, from an error of the HTTP client or of our own reading.
    init(transport error: any Error, call: String, socket: String) {
        switch error {
        case let error as DockerError: self = error
        case is DeadlinePassed: self = .timeout(call: call)
        case is CancellationError: self = .cancelled(call: call)
        case is NIOTooManyBytesError: self = .protocolViolation(call: call, reason: "the answer is too large")
        case is HTTPParserError:
            self = .protocolViolation(call: call, reason: "the answer is not HTTP, or was cut short")
        case let error as HTTPClientError:
            switch error {
            case .deadlineExceeded, .readTimeout, .writeTimeout: self = .timeout(call: call)
            case .cancelled: self = .cancelled(call: call)
            default: self = .unreachable(socket: socket, reason: error.shortDescription)
            }
        default: self = .unreachable(socket: socket, reason: "\(error)")
        }
    }
}
