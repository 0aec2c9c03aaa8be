import Chain
import DevChain
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
        let plan = try LocalnetPlan.make(miners: 3, apiPort: 9_000, imagesBefore: ["kept"])
        #expect(plan.miners.map(\.ip) == ["127.0.0.2", "127.0.0.3", "127.0.0.4"])
        #expect(plan.miners.map(\.wallet) == ["miner-1", "miner-2", "miner-3"])
        #expect(plan.miners.allSatisfy { (1...65_535).contains($0.axonPort) && $0.axonPort != $0.sshPort })
        #expect(plan.apiPort == 9_000)
        #expect((1...65_535).contains(try #require(plan.chainPort)))
        #expect(plan.imagesBefore == ["kept"])
    }

    @Test("The chain differs from the real one where its flags say so")
    func chainRules() {
        var configuration = LocalnetConfiguration(directory: "/", baseImage: "", version: "")
        let usual = configuration.parameters(miners: 1)
        #expect(usual.allowLoopback && !usual.commitReveal && usual.minAllowedWeights == 1)
        #expect(configuration.chain.finalityLag == 2)
        configuration.chain = .init(
            commitReveal: true, allowsLoopback: false, minAllowedWeights: 8, finalityLag: 5)
        let strict = configuration.parameters(miners: 30)
        #expect(!strict.allowLoopback && strict.commitReveal && strict.minAllowedWeights == 8)
        #expect(strict.netuid == 27 && strict.registrationsPerBlock == 30)
    }

    @Test("A network comes back with the plan and the keys it had")
    func comesBack() throws {
        try withDirectory { directory throws in
            #expect(try LocalnetPlan.read(directory) == nil)
            let plan = try LocalnetPlan.make(miners: 2, apiPort: nil, imagesBefore: [])
            try plan.write(directory)
            #expect(try LocalnetPlan.read(directory) == plan)
            let first = try LocalnetWallets(directory: directory, plan: plan)
            let second = try LocalnetWallets(directory: directory, plan: plan)
            #expect(first.validator.hotkey.account == second.validator.hotkey.account)
            #expect(first.miners.map(\.hotkey.account) == second.miners.map(\.hotkey.account))
            #expect(Set(first.miners.map(\.hotkey.account)).count == 2)
        }
    }

    @Test("The chain of a local network begins the same each time: owner, validator with stake, money for each miner")
    func genesis() throws {
        try withDirectory { directory throws in
            let plan = try LocalnetPlan.make(miners: 2, apiPort: nil, imagesBefore: [])
            let wallets = try LocalnetWallets(directory: directory, plan: plan)
            let genesis = wallets.genesis(netuid: 27)
            #expect(genesis == (try LocalnetWallets(directory: directory, plan: plan)).genesis(netuid: 27))
            #expect(genesis.subnets.map(\.netuid) == [0, 27])
            #expect(genesis.neurons.map(\.hotkey) == [wallets.owner, wallets.validator].map(\.hotkey.account))
            #expect(try #require(genesis.neurons.last).stake >= 10_000_000_000_000)
            for keys in wallets.miners {
                #expect(try #require(genesis.balances[keys.coldkey.account]) > ChainParameters().burn)
            }
        }
    }

    @Test("The plan of an earlier version, whose chain was a file, is read and gets a chain")
    func earlier() throws {
        try withDirectory { directory throws in
            let text = #"{"apiPort":8903,"genesis":5.5,"imagesBefore":[],"miners":[]}"#
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/localnet.json"))
            #expect(try LocalnetPlan.read(directory)?.chainPort == nil)
            #expect(try LocalnetPlan.read(directory)?.apiPort == 8_903)
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
