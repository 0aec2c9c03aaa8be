package import Market
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Ready RSA pairs, made ahead on threads of their own: a rental waits for none of the 60 ms that one takes.
package final class RenterKeyPool: Service {
    private let ready = Mutex<[RenterPrivateKey]>([])
    private let target: Int
    private let make: @Sendable () async throws -> RenterPrivateKey
    private let wanted: AsyncStream<Void>
    private let want: AsyncStream<Void>.Continuation

    /// - Parameters:
    ///   - target: Pairs to keep ready.
    ///   - make: Where pairs come from; every one must be new.
    package init(
        target: Int = 8, make: @escaping @Sendable () async throws -> RenterPrivateKey = RenterKeyPool.fresh
    ) {
        self.target = target
        self.make = make
        (wanted, want) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        want.yield()
    }

    /// A pair that nobody else gets; made on the spot when none is ready.
    package func take() async throws -> RenterPrivateKey {
        let pair = ready.withLock { $0.popLast() }
        want.yield()
        if let pair { return pair }
        return try await make()
    }

    /// How many pairs are ready.
    package var count: Int { ready.withLock { $0.count } }

    /// Keeps the pool full until shutdown.
    package func run() async throws {
        for await _ in wanted.cancelOnGracefulShutdown() {
            while count < target, !Task.isShuttingDownGracefully, !Task.isCancelled {
                let pair = try await make()
                ready.withLock { $0.append(pair) }
            }
        }
    }

    /// A new pair, made on a thread that nothing else waits for.
    package static func fresh() async throws -> RenterPrivateKey {
        try await NIOThreadPool.singleton.runIfActive { try RenterPrivateKey.generate() }
    }
}
