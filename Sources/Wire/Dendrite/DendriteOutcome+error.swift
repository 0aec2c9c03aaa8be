import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix
import Timing

extension DendriteOutcome {
    /// What `error` of a call says about it.
    init(of error: any Error) {
        self =
            switch error {
            case is TimeLimit.Exceeded, is CancellationError: .timedOut
            case is NIOConnectionError: .unreachable("no connection")
            // Waiting for a turn in the client's own pool counts, too: nothing was sent.
            case let error as HTTPClientError where error == .connectTimeout || error == .getConnectionFromPoolTimeout:
                .unreachable("no connection in time")
            case let error as IOError where error.isOfConnecting: .unreachable(error.reasonOfConnecting)
            case is NIOTooManyBytesError: .badAnswer("the answer is too long")
            default: .badAnswer("the connection broke: \("\(error)".prefix(100))")
            }
    }
}

extension IOError {
    /// Whether no connection came about.
    ///
    /// The same numbers may come from a connection that stood, on which a request was sent; only the text tells which
    /// call failed, as NIO writes it. What the selector finds on a socket ("error set") is of connecting, too, where
    /// Linux tells a connection that stands of it by a call only (tcp(7): such messages are no errors of it).
    fileprivate var isOfConnecting: Bool {
        guard Self.unreachable[errnoCode] != nil else { return false }
        if description.hasPrefix("connect(") || description.hasPrefix("finishing a non-blocking connect failed") {
            return true
        }
        return Self.onlyOfConnecting.contains(errnoCode) && description.hasPrefix("connection reset (error set)")
    }

    private static let onlyOfConnecting = [ECONNREFUSED, EHOSTUNREACH, EHOSTDOWN, ENETUNREACH]

    fileprivate var reasonOfConnecting: String { Self.unreachable[errnoCode] ?? "no connection" }

    private static let unreachable: [CInt: String] = [
        ECONNREFUSED: "connection refused", EHOSTUNREACH: "no route to the host", EHOSTDOWN: "the host is down",
        ENETUNREACH: "no route to the network", EADDRNOTAVAIL: "no address to connect from",
        ETIMEDOUT: "no connection in time",
    ]
}
