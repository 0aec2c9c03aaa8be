import ArgumentParser
import AsyncHTTPClient
import Foundation
import Keys
import Market
import Wire

/// Asks many axons at once, round after round, and prints how long a round takes.
///
/// The axons are `dendrite/canned_server`: each port answers every request with a recorded answer.
@main
struct Fanout: AsyncParsableCommand {
    @Option var host = "127.0.0.1"
    @Option(help: "The first of the ports.") var basePort = 19_000
    @Option(help: "Axons, one a port.") var axons = 256
    @Option var rounds = 20
    @Option(help: "Asked at a time.") var parallel = 256
    @Flag(help: "A new client, so new connections, each round.") var fresh = false

    func run() async throws {
        let keypair = try Keypair(secretURI: "//Alice")
        let hotkey = try Keypair(secretURI: "//Bob").account
        let targets = (0..<axons).map { AxonTarget(hotkey: hotkey, ip: host, port: basePort + $0) }
        let message = Allocate(timeline: 1, deviceRequirement: .anyMachine, checking: true)
        var kept = HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPClient.dendriteConfiguration)
        var walls: [Double] = []
        var good = 0
        // Round 0 warms up.
        for round in 0...rounds {
            if fresh, round > 0 {
                try await kept.shutdown()
                kept = HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPClient.dendriteConfiguration)
            }
            let dendrite = Dendrite(keypair: keypair, http: kept)
            let start = ContinuousClock.now
            let outcomes = await dendrite.callAll(
                Allocate.name, message, to: targets, timeout: .seconds(60), parallel: parallel)
            let took = start.duration(to: .now)
            guard round > 0 else { continue }
            walls.append(Double(took.components.seconds) * 1e3 + Double(took.components.attoseconds) / 1e15)
            good += outcomes.filter { if case .answered = $0 { true } else { false } }.count
        }
        try await kept.shutdown()
        walls.sort()
        let total = axons * rounds
        print(
            String(
                format: "%d axons, %d rounds, %@: p50 %.1f ms, worst %.1f ms, %d of %d answers good", axons, rounds,
                fresh ? "new connections" : "kept connections", walls[walls.count / 2], walls[walls.count - 1], good,
                total))
        if good != total { throw ExitCode.failure }
    }
}
