import Chain
import Foundation
import Keys
import Testing

@testable import DevNet

@Suite struct LocalnetPlanTests {
    private func withDirectory(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "ni-devnet-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try body(path)
    }

    @Test("Each miner has an address and ports of its own")
    func make() throws {
        let plan = try LocalnetPlan.make(miners: 3, apiPort: 9_000, imagesBefore: ["kept"], now: 5)
        #expect(plan.miners.map(\.ip) == ["127.0.0.2", "127.0.0.3", "127.0.0.4"])
        #expect(plan.miners.map(\.wallet) == ["miner-1", "miner-2", "miner-3"])
        #expect(plan.miners.allSatisfy { (1...65_535).contains($0.axonPort) && $0.axonPort != $0.sshPort })
        #expect(plan.apiPort == 9_000)
        #expect(plan.genesis == 5)
        #expect(plan.imagesBefore == ["kept"])
    }

    @Test("A network comes back with the plan and the keys it had")
    func comesBack() throws {
        try withDirectory { directory throws in
            #expect(try LocalnetPlan.read(directory) == nil)
            let plan = try LocalnetPlan.make(miners: 2, apiPort: nil, imagesBefore: [], now: 5)
            try plan.write(directory)
            #expect(try LocalnetPlan.read(directory) == plan)
            let first = try LocalnetWallets(directory: directory, plan: plan)
            let second = try LocalnetWallets(directory: directory, plan: plan)
            #expect(first.validator.account == second.validator.account)
            #expect(first.miners.map(\.account) == second.miners.map(\.account))
            #expect(Set(first.miners.map(\.account)).count == 2)
        }
    }

    @Test("The chain of a local network has the API's validator with stake, and every miner with its axon")
    func network() throws {
        try withDirectory { directory throws in
            let plan = try LocalnetPlan.make(miners: 2, apiPort: nil, imagesBefore: [], now: 5)
            let wallets = try LocalnetWallets(directory: directory, plan: plan)
            let configuration = LocalnetConfiguration(directory: directory, baseImage: "i", blockTime: 2, version: "1")
            let network = wallets.network(plan, configuration)
            #expect(network.neurons.map(\.uid) == [0, 1, 2])
            #expect(network.neurons[0].hotkey == wallets.validator.account)
            #expect(network.neurons[0].stake >= 10_000)
            #expect(
                network.neurons.dropFirst().map(\.axon)
                    == plan.miners.map { AxonInfo(ip: $0.ip, port: $0.axonPort, version: 190) })
            #expect((network.genesis, network.blockTime, network.netuid) == (5, 2, 27))
        }
    }

    @Test("A damaged plan is reported, not replaced: it says what is on the engine")
    func damaged() throws {
        try withDirectory { directory throws in
            try Data("{".utf8).write(to: URL(fileURLWithPath: "\(directory)/localnet.json"))
            #expect(throws: (any Error).self) { try LocalnetPlan.read(directory) }
        }
    }

    @Test("A wish for a port is met where it is free")
    func freePort() throws {
        let port = try FreePort.near(0, ip: "127.0.0.9")
        #expect(try FreePort.near(port, ip: "127.0.0.9") == port)
        #expect(throws: FreePort.None.self) { try FreePort.near(0, ip: "192.0.2.1") }
        #expect(throws: FreePort.None.self) { try FreePort.near(0, ip: "nonsense") }
    }
}
