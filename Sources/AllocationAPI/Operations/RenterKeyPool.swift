package import Market
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Ready RSA pairs, made ahead on threads of their own: a rental waits for none of the 60 ms that one takes.
///
/// Two are ready until somebody takes one: a service that only starts, or only lists, makes no more.
package final class RenterKeyPool: Service {
    private struct State {
        var ready: [RenterPrivateKey] = []
        /// How many are to be ready.
        var target: Int
    }

    private let state: Mutex<State>
    private let most: Int
    private let make: @Sendable () async throws -> RenterPrivateKey
    private let wanted: AsyncStream<Void>
    private let want: AsyncStream<Void>.Continuation

    /// - Parameters:
    ///   - most: Pairs to keep ready once some are asked for.
    ///   - make: Where pairs come from; every one must be new.
    package init(
        most: Int = 8, make: @escaping @Sendable () async throws -> RenterPrivateKey = RenterKeyPool.fresh
    ) {
        self.most = most
        state = Mutex(State(target: min(2, most)))
        self.make = make
        (wanted, want) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        want.yield()
    }

    /// A pair that nobody else gets; made on the spot when none is ready.
    package func take() async throws -> RenterPrivateKey {
        let pair = state.withLock { state in
            state.target = most
            return state.ready.popLast()
        }
        want.yield()
        if let pair { return pair }
        return try await make()
    }

    /// How many pairs are ready.
    package var count: Int { state.withLock { $0.ready.count } }

    private var isFull: Bool { state.withLock { $0.ready.count >= $0.target } }

    /// Keeps the pool full until shutdown.
    package func run() async throws {
        for await _ in wanted.cancelOnGracefulShutdown() {
            while !isFull, !Task.isShuttingDownGracefully, !Task.isCancelled {
                let pair = try await make()
                state.withLock { $0.ready.append(pair) }
            }
        }
    }

    /// A new pair, made on a thread that nothing else waits for.
    package static func fresh() async throws -> RenterPrivateKey {
        try await NIOThreadPool.singleton.runIfActive { try RenterPrivateKey.generate() }
    }
}
