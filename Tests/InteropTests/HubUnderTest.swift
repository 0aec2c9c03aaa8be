import Foundation
import Hub
import Logging
import ServiceLifecycle
import SharedState
import Synchronization

/// A hub that runs while a body uses it.
struct HubUnderTest: Sendable {
    struct NotListening: Error {}

    /// The key that peers have when they are given none, `KEY` of `wandb_peer.py`.
    static let key = "0123456789abcdef0123456789abcdef01234567"

    /// What clients have in `WANDB_BASE_URL`.
    let url: String
    let port: Int
    /// The hub's time, which the body may let pass.
    let clock: HubTime

    /// The address of `project`, for our client.
    func address(_ project: String) throws -> WandbAddress { try WandbAddress(base: url, project: project) }

    /// Starts a hub that accepts ``key`` alone, lends it to `body`, and stops it.
    ///
    /// - Parameters:
    ///   - port: 0 takes a free one.
    ///   - path: Its file; nil keeps everything in memory.
    static func run<R: Sendable>(
        port: Int = 0, path: String? = nil, prefix: String = "", _ body: (HubUnderTest) async throws -> R
    ) async throws -> R {
        var logger = Logger(label: "hub")
        logger.logLevel = .critical
        let clock = HubTime()
        let (ports, listening) = AsyncStream<Int>.makeStream()
        let hub = try Hub(
            configuration: HubConfiguration(
                port: port, prefix: prefix, path: path, keys: [HubKey(name: "peer", key: key)], now: { clock.now }),
            logger: logger
        ) { listening.yield($0) }
        let services = ServiceGroup(
            configuration: .init(services: hub.services.map { .init(service: $0) }, logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                // Who waits for a port that never comes waits no longer.
                defer { listening.finish() }
                try await services.run()
            }
            var found = ports.makeAsyncIterator()
            guard let port = await found.next() else {
                try await tasks.waitForAll()
                throw NotListening()
            }
            let served = HubUnderTest(url: "http://127.0.0.1:\(port)\(prefix)", port: port, clock: clock)
            let result: Result<R, any Error>
            do { result = .success(try await body(served)) } catch { result = .failure(error) }
            await services.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try result.get()
        }
    }
}

/// The time of this machine, and what was added to it.
final class HubTime: Sendable {
    private let added = Mutex(Duration.zero)

    var now: Date { Date().addingTimeInterval(added.withLock { $0 } / .seconds(1)) }

    func pass(_ duration: Duration) { added.withLock { $0 += duration } }
}
