package import Market
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Ready RSA pairs, made ahead on threads of their own: a rental waits for none of the 60 ms that one takes.
package final class RenterKeyPool: Service {
    private let ready = Mutex<[RenterPrivateKey]>([])
    private let target: Int
    private let wanted: AsyncStream<Void>
    private let want: AsyncStream<Void>.Continuation

    /// - Parameter target: Pairs to keep ready.
    package init(target: Int = 8) {
        self.target = target
        (wanted, want) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        want.yield()
    }

    /// A pair that nobody else gets; made on the spot when none is ready.
    package func take() async throws -> RenterPrivateKey {
        let pair = ready.withLock { $0.popLast() }
        want.yield()
        if let pair { return pair }
        return try await Self.make()
    }

    /// How many pairs are ready.
    package var count: Int { ready.withLock { $0.count } }

    /// Keeps the pool full until shutdown.
    package func run() async throws {
        for await _ in wanted.cancelOnGracefulShutdown() {
            while count < target, !Task.isShuttingDownGracefully, !Task.isCancelled {
                let pair = try await Self.make()
                ready.withLock { $0.append(pair) }
            }
        }
    }

    private static func make() async throws -> RenterPrivateKey {
        try await NIOThreadPool.singleton.runIfActive { try RenterPrivateKey.generate() }
    }
}
