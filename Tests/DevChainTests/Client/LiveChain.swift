import Chain
import JSON
import Keys
import ServiceLifecycle
import TestSupport
import WebSockets

@testable import DevChain

/// A development chain on a port of its own that makes blocks by itself, and can be stopped and started again.
actor LiveChain {
    struct NotStarted: Error {}

    private struct Running {
        let chain: DevChain
        let group: ServiceGroup
        let task: Task<Void, any Error>
    }

    private let directory: TemporaryDirectory
    private var running: Running?
    /// Where it listens, the same after each start.
    private(set) var port = 0

    private init() throws { directory = try TemporaryDirectory() }

    /// Lends a running chain to `body`; it is stopped afterwards.
    static func use<R: Sendable>(
        _ change: @Sendable (inout DevChainConfiguration) -> Void = { _ in },
        _ body: @Sendable (LiveChain) async throws -> R
    ) async throws -> R {
        let chain = try LiveChain()
        try await chain.start(change)
        let result: Result<R, any Error>
        do { result = .success(try await body(chain)) } catch { result = .failure(error) }
        try await chain.stop()
        return try result.get()
    }

    /// The node of the running chain.
    var node: DevNode {
        get throws {
            guard let running else { throw NotStarted() }
            return running.chain.node
        }
    }

    /// Listens again, going on where it stopped; with another `name` it is another chain.
    func start(
        name: String = "chain", _ change: @Sendable (inout DevChainConfiguration) -> Void = { _ in }
    ) async throws {
        var configuration = DevChainConfiguration(
            directory: "\(directory.path)/\(name)", port: port, blockTime: .milliseconds(50),
            genesis: try TestChain.genesis.get())
        change(&configuration)
        let (ports, feed) = AsyncStream<Int>.makeStream()
        let chain = try DevChain(configuration: configuration, logger: .silent) { feed.yield($0) }
        let group = ServiceGroup(
            configuration: .init(services: chain.services.map { .init(service: $0) }, logger: .silent))
        // Unstructured: it runs until `stop()`, which waits for it.
        let task = Task {
            defer { feed.finish() }
            try await group.run()
        }
        for await port in ports {
            self.port = port
            running = Running(chain: chain, group: group, task: task)
            return
        }
        try await task.value
        throw NotStarted()
    }

    /// All connections are closed and nobody listens.
    func stop() async throws {
        guard let running else { return }
        self.running = nil
        await running.group.triggerGracefulShutdown()
        try await running.task.value
    }

    /// A client of this chain, after the endpoints in `before`.
    func client(
        before: [WebSocketEndpoint] = [], genesis: BlockHash? = nil,
        _ change: (inout RPCClient.Configuration) -> Void = { _ in }
    ) throws -> LiveClient {
        try LiveClient(before + [WebSocketEndpoint("ws://127.0.0.1:\(port)")], genesis: genesis, change)
    }
}
