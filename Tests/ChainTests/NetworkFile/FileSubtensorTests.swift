import Chain
import Foundation
import Testing

@Suite struct FileSubtensorTests {
    private func subtensor(at seconds: Double, _ path: String) -> FileSubtensor {
        FileSubtensor(path: path) { Date(timeIntervalSince1970: seconds) }
    }

    @Test(
        "Blocks are counted from the genesis",
        arguments: [(1_000.0, UInt64(0)), (1_011.9, 0), (1_012, 1), (1_120, 10), (999, 0), (-1e300, 0), (1e300, 0)])
    func blocks(_ seconds: Double, _ block: UInt64) async throws {
        let file = try Samples.file()
        try await Samples.withPath { path async throws in
            try file.write(path)
            #expect(try await subtensor(at: seconds, path).block() == block)
        }
    }

    @Test("Without a block time no time passes", arguments: [0.0, -1])
    func noBlockTime(_ blockTime: Double) async throws {
        var file = try Samples.file()
        file.blockTime = blockTime
        try await Samples.withPath { [file] path async throws in
            try file.write(path)
            #expect(try await subtensor(at: 5_000, path).block() == 0)
        }
    }

    @Test("The metagraph is the file's, and changes with it")
    func metagraph() async throws {
        let file = try Samples.file()
        try await Samples.withPath { path async throws in
            try file.write(path)
            let subtensor = subtensor(at: 1_024, path)
            let first = try await subtensor.metagraph(netuid: 27)
            #expect(first == Metagraph(netuid: 27, block: 2, neurons: file.neurons))
            #expect(first.neuron(of: file.neurons[1].hotkey) == file.neurons[1])
            var smaller = file
            smaller.neurons.removeLast()
            try smaller.write(path)
            #expect(try await subtensor.metagraph(netuid: 27).neuron(of: file.neurons[1].hotkey) == nil)
        }
    }

    @Test("Another subnet is not there")
    func otherSubnet() async throws {
        let file = try Samples.file()
        try await Samples.withPath { path async throws in
            try file.write(path)
            await #expect(throws: SubtensorError.unknownSubnet(1)) {
                try await subtensor(at: 0, path).metagraph(netuid: 1)
            }
        }
    }

    @Test("A network is named by a file", arguments: ["", "file:", "finney", "File:/x", "wss://x"])
    func names(_ text: String) throws {
        #expect(try NetworkName("file:/a b") == .file("/a b"))
        #expect(throws: SubtensorError.self) { try NetworkName(text) }
    }
}
