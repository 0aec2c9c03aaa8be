import Foundation
import NIOCore
import Synchronization
import Timing
import WebSockets

/// The clients of `/connect`: each is told every change of a status, and now and then that we are here.
final class EventFeed: Sendable {
    /// The path of the WebSocket.
    static let path = "/connect"

    private let journal: Journal
    private let most: Int
    private let keepalive: Duration
    let limits: WebSocketLimits
    private let now: @Sendable () -> Date
    private let connected = Mutex(0)

    /// - Parameters:
    ///   - most: Clients at a time.
    ///   - keepalive: Time between two signs of life.
    init(
        journal: Journal, most: Int = 512, keepalive: Duration = .seconds(30),
        limits: WebSocketLimits = EventFeed.defaultLimits, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.journal = journal
        self.most = most
        self.keepalive = keepalive
        self.limits = limits
        self.now = now
    }

    /// What a client may send, 4 KiB a message, and how much waits for it beside what the journal keeps.
    static var defaultLimits: WebSocketLimits {
        var limits = WebSocketLimits()
        limits.message = 4 << 10
        limits.fragments = 16
        limits.outgoing = 64 << 10
        return limits
    }

    /// How many clients there are.
    var clients: Int { connected.withLock { $0 } }

    /// Counts the client of `channel` until the channel is closed; false when there are too many.
    func admit(_ channel: any Channel) -> Bool {
        let isAdmitted = connected.withLock { connected in
            guard connected < most else { return false }
            connected += 1
            return true
        }
        guard isAdmitted else { return false }
        channel.closeFuture.whenComplete { _ in self.connected.withLock { $0 -= 1 } }
        return true
    }

    /// Tells `client` until it goes away, falls behind, or the service shuts down; then its connection is closed.
    func serve(_ client: WebSocketSubscriber) async {
        let notices = journal.listen { client.drop() }
        await withTaskCancellationHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await notice in notices {
                        // Each is written before the next is taken: what a slow client misses piles up in the journal's
                        // buffer, whose end is the client's.
                        guard await client.send(EventMessage.change(notice)) else { break }
                    }
                }
                group.addTask { [now, keepalive] in
                    repeat {
                        guard await client.send(EventMessage.keepalive(at: now())) else { break }
                    } while await Pacing.pause(keepalive)
                }
                group.addTask { await client.waitClosed() }
                await group.next()
                client.goAway()
                group.cancelAll()
            }
        } onCancel: {
            client.goAway()
        }
    }
}
