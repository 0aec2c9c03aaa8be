import Chain
import Foundation
import Testing

@Suite struct NetworkFileTests {
    @Test("A network is read as it was written")
    func roundTrip() async throws {
        let file = try Samples.file()
        try await Samples.withPath { path async throws in
            try file.write(path)
            #expect(try NetworkFile.read(path) == file)
        }
    }

    @Test("The names in the file are those of other programs, too")
    func names() async throws {
        let text = """
            {"netuid":27,"genesis":0,"block_time":1,"neurons":[{"uid":3,"stake":1,"validator_permit":true,
            "hotkey":"5F4tQyWrhfGVcNhoqeiNsR6KjD4wMZ2kfhLj4oHYuyHbZAc3","axon":{"ip":"127.0.0.2","port":1,"version":2},
            "coldkey":"5F4tQyWrhfGVcNhoqeiNsR6KjD4wMZ2kfhLj4oHYuyHbZAc3","of_later_versions":[]}]}
            """
        try await Samples.withPath { path async throws in
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let neuron = try #require(try NetworkFile.read(path).neurons.first)
            #expect(neuron.uid == 3)
            #expect(neuron.axon == AxonInfo(ip: "127.0.0.2", port: 1, version: 2))
        }
    }

    @Test(
        "A file that is none is malformed",
        arguments: ["", "{", "[]", "{}", #"{"netuid":70000,"genesis":0,"block_time":1,"neurons":[]}"#])
    func malformed(_ text: String) async throws {
        try await Samples.withPath { path async throws in
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            #expect { try NetworkFile.read(path) } throws: { error in
                if case .some(.malformed) = error as? SubtensorError { true } else { false }
            }
        }
    }

    @Test("A bad address in the file is malformed, not a crash")
    func badAddress() async throws {
        let neuron = #"{"uid":0,"hotkey":"x","coldkey":"y","stake":0}"#
        let text = #"{"netuid":1,"genesis":0,"block_time":1,"neurons":[\#(neuron)]}"#
        try await Samples.withPath { path async throws in
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: SubtensorError.self) { try NetworkFile.read(path) }
        }
    }

    @Test("A file that is not there is a chain that is away")
    func absent() async throws {
        try await Samples.withPath { path async throws in
            #expect(throws: SubtensorError.unavailable("there is no network file \(path)")) {
                try NetworkFile.read(path)
            }
            #expect(throws: SubtensorError.self) { try NetworkFile.read("/") }
        }
    }
}
