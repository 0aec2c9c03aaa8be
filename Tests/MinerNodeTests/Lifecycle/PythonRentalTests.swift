import Foundation
import Keys
import Market
import MinerNode
import TestSupport
import Testing

/// A miner of the Python program is replaced while its machine is rented.
@Suite struct PythonRentalTests {
    private struct Scene {
        let host: FakeHost
        let directory: String
        let pem: String
        let id: String

        /// The file as the Python program writes it.
        func writeKey(_ text: String? = nil) throws {
            let text = text ?? Data(pem.utf8).base64EncodedString()
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/allocation_key"))
        }

        func takeOver() async throws -> MinerLedger {
            var ledger = try MinerLedger(path: "\(directory)/state.json")
            try await PythonRental.takeOver(
                from: directory, ledger: &ledger, host: host, now: FakeClock().now,
                logger: .silent)
            return ledger
        }
    }

    private func scene(_ container: ContainerState? = .running, _ body: (Scene) async throws -> Void) async throws {
        let key = try Renters.pair()
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-python-\(UUID().uuidString)").path
        try PrivateFile.makeDirectory(directory)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let id = key.allocationID.hex
        let host = FakeHost(containers: container.map { [id: $0] } ?? [:])
        try await body(Scene(host: host, directory: directory, pem: key.publicPEM, id: id))
    }

    @Test("A rental that runs is taken over, durably, and its renter gives it back by its key")
    func running() async throws {
        try await scene { scene in
            try scene.writeKey()
            let ledger = try await scene.takeOver()
            let rental = try #require(ledger.memory.state.rental)
            #expect(ledger.memory.state.label == "allocated")
            #expect(rental.isTakenOver)
            #expect(rental.id.hex == scene.id)
            #expect(rental.deadline.remaining(at: FakeClock().now) > 59 * 86_400)
            #expect(scene.host.now.calls == [.removePythonTest, .takeOver(scene.id)])
            // What the file says after a restart.
            #expect(try MinerLedger(path: ledger.path).memory == ledger.memory)
            try await KeeperFixture.with(host: scene.host, memory: ledger.memory) { fixture in
                for (request, expected) in [
                    (try Allocate.isMine(), true), (.isFree, false), (try .giveBack(1), false), (try .giveBack(), true),
                ] {
                    let answer = try await fixture.ask(request, by: 7)
                    #expect(answer.status == expected)
                }
                #expect(await fixture.keeper.state == .free)
            }
        }
    }

    @Test("It happens once: a miner with a state of its own looks at no such file")
    func once() async throws {
        try await scene { scene in
            var ledger = try MinerLedger(path: "\(scene.directory)/state.json")
            try ledger.write(MinerMemory())
            try scene.writeKey()
            #expect(try await scene.takeOver().memory.state == .free)
            #expect(scene.host.now.calls.isEmpty)
        }
    }

    @Test(
        "A file without a usable key means a free machine, without the test container", arguments: ["", "%%%", "aGk="])
    func noKey(_ text: String) async throws {
        try await scene { scene in
            try scene.writeKey(text)
            #expect(try await scene.takeOver().memory.state == .free)
            #expect(scene.host.now.calls == [.removePythonTest])
        }
    }

    @Test("Without the file the Python program never ran here, and its containers are somebody else's")
    func noFile() async throws {
        try await scene { scene async throws in
            #expect(try await scene.takeOver().memory.state == .free)
            #expect(scene.host.now.calls.isEmpty)
        }
    }

    @Test("A key whose container is gone means a free machine")
    func gone() async throws {
        try await scene(nil) { scene in
            try scene.writeKey()
            #expect(try await scene.takeOver().memory.state == .free)
            #expect(scene.host.now.calls.contains(.removePythonTest))
        }
    }
}
