import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// An attempt to connect, which may be ended from outside, and what its failure means.
final class ConnectAttempt: Sendable {
    enum End {
        case timedOut
        case cancelled
        case failed
    }

    private struct State {
        var channels: [any Channel] = []
        var connected = false
        var finished = false
        var end: End?
    }

    private let state = Mutex(State())

    func began(_ channel: any Channel) {
        let late = state.withLock { state in
            state.channels.append(channel)
            return state.end != nil
        }
        if late { channel.close(promise: nil) }
    }

    func connected() {
        state.withLock { $0.connected = true }
    }

    /// True when the attempt was not ended before.
    func finish() -> Bool {
        state.withLock { state in
            guard state.end == nil else { return false }
            state.finished = true
            state.channels = []
            return true
        }
    }

    func end(_ end: End) {
        let channels = state.withLock { state -> [any Channel] in
            guard !state.finished, state.end == nil else { return [] }
            state.end = end
            defer { state.channels = [] }
            return state.channels
        }
        for channel in channels { channel.close(promise: nil) }
    }

    /// What `error` means, which ended the attempt.
    func problem(_ error: any Error) -> any Error {
        let (end, connected) = state.withLock { ($0.end, $0.connected) }
        switch end {
        case .timedOut: return WebSocketError.timedOut
        case .cancelled: return CancellationError()
        case .failed, nil: break
        }
        switch error {
        case let error as WebSocketError: return error
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: return WebSocketError.untrusted("\(error)")
        case ChannelError.connectTimeout: return WebSocketError.timedOut
        case let error as NIOConnectionError: return WebSocketError.unreachable(Self.reason(error))
        default: return connected ? WebSocketError.notUpgraded : WebSocketError.unreachable("\(error)")
        }
    }

    private static func reason(_ error: NIOConnectionError) -> String {
        if let first = error.connectionErrors.first { return "\(first.error)" }
        if let unknown = error.dnsAError ?? error.dnsAAAAError { return "\(unknown)" }
        return "no address"
    }
}
