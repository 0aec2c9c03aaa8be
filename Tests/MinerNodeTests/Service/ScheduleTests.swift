import Chain
import Keys
import Logging
import Market
import Synchronization
import TestSupport
import Testing

@testable import MinerNode

/// Schedules in blocks, on a chain whose blocks come when the test says so.
@Suite(.timeLimit(.minutes(1))) struct ScheduleTests {
    private struct Scene {
        let chain: MemorySubtensor
        let metagraph: MetagraphCache
        var pace: BlockPace { BlockPace(metagraph: metagraph, step: .milliseconds(1)) }

        init() async throws {
            let neuron = Neuron(uid: 1, hotkey: try Renters.hotkey(1), coldkey: try Renters.hotkey(2), stake: 0)
            chain = MemorySubtensor(netuid: 27, neurons: [neuron])
            metagraph = try await MetagraphCache(
                subtensor: chain, netuid: 27, interval: .seconds(600), oncePerBlock: true,
                logger: .silent)
        }

        /// So many blocks later, with the metagraph read again.
        func pass(_ blocks: UInt64) async {
            chain.change { $0.block += blocks }
            await metagraph.refresh()
            // Nothing above ever waits: a loop of it would take a thread of the pool for itself.
            try? await Task.sleep(for: .milliseconds(1))
        }
    }

    @Test("So many blocks are waited for, and not one less")
    func pace() async throws {
        let scene = try await Scene()
        let start = scene.metagraph.current.block
        let blocks = Task {
            while !Task.isCancelled { await scene.pass(1) }
        }
        #expect(await scene.pace.wait(25))
        #expect(scene.metagraph.current.block >= start + 25)
        blocks.cancel()
        await blocks.value
    }

    @Test("Who is cancelled while waiting for blocks is told so")
    func cancelled() async throws {
        let scene = try await Scene()
        let waiting = Task { await scene.pace.wait(1) }
        waiting.cancel()
        #expect(await waiting.value == false)
    }

    @Test("A miner that lost its registration hears of it once, and once that it is back")
    func registration() async throws {
        let scene = try await Scene()
        let log = CapturedLog()
        func lines() -> [String] { log.text.split(separator: "\n").map(String.init) }
        let watch = RegistrationWatch(
            metagraph: scene.metagraph, account: try Renters.hotkey(1), pace: scene.pace, logger: log.logger)
        let running = Task { try await watch.run() }
        let neurons = try await scene.chain.metagraph(netuid: 27).neurons
        scene.chain.change { $0.subnets[27]?.neurons = [] }
        while lines().count < 1 { await scene.pass(75) }
        await scene.pass(75)
        scene.chain.change { $0.subnets[27]?.neurons = neurons }
        while lines().count < 2 { await scene.pass(75) }
        running.cancel()
        try await running.value
        #expect(lines().count == 2)
        #expect(lines().first?.hasPrefix("error not registered any more") == true)
        #expect(lines().last?.hasPrefix("notice registered again") == true)
    }

    @Test("The machine's description is read once for many questions, and again after 150 blocks")
    func specs() async throws {
        let scene = try await Scene()
        let measurements = Mutex(0)
        let reader = SpecsReader(
            dataDirectory: "/tmp", gpus: GPUReport(gpus: [Machine.GPU(name: "NVIDIA H100", capacity: 81_920)]),
            measurement: {
                measurements.withLock { $0 += 1 }
                return nil
            })
        let specs = SpecsRefresh(reader: reader, pace: scene.pace)
        let first = await specs.current()
        #expect(first.gpu.details.map(\.name) == ["NVIDIA H100"])
        #expect(first.cpu.count > 0)
        for _ in 0..<10 { #expect(await specs.current().ram.total == first.ram.total) }
        #expect(measurements.withLock { $0 } == 1)
        let running = Task { try await specs.run() }
        while measurements.withLock({ $0 }) < 2 { await Task.yield() }
        await scene.pass(149)
        #expect(measurements.withLock { $0 } == 2)
        while measurements.withLock({ $0 }) < 3 { await scene.pass(1) }
        running.cancel()
        try await running.value
    }
}
