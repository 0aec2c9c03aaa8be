import Foundation
import JSON
import Market
import Store
import TestSupport
import Testing

@testable import AllocationAPI

@Suite struct SmallPartsTests {
    @Test("Equal texts are equal, and nothing equals an empty one")
    func constantTime() {
        #expect(ConstantTime.equal("a-b", "a-b"))
        for (left, right) in [("", ""), ("a", ""), ("", "a"), ("a", "b"), ("ab", "a"), ("A", "a"), ("é", "e\u{301}")] {
            #expect(!ConstantTime.equal(left, right))
        }
    }

    @Test("A process knows whether another one uses the same store")
    func presence() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "ni-presence-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            let before = Date()
            let first = try ProcessPresence(path: path)
            let second = try ProcessPresence(path: path)
            #expect(before <= first.since && first.since <= second.since && second.since <= Date())
            #expect(first.isAlone)
            #expect(!second.isAlone)
            withExtendedLifetime((first, second)) {}
        }
        #expect(try ProcessPresence(path: path).isAlone)
        #expect(try ProcessPresence(path: nil).isAlone)
        #expect(throws: ProcessPresence.Unusable.self) { try ProcessPresence(path: path + "/x/y") }
    }

    @Test(
        "What the Python program stored of a miner's answer is shown only where it is safe to paste into a shell",
        arguments: [
            #""username":"-oProxyCommand=x","ip":"127.0.0.1","port":22"#, #""username":"root","ip":"a;b","port":22"#,
            #""username":"root","ip":"127.0.0.1","port":0"#, #""username":"root","ip":"127.0.0.1","port":70000"#,
        ])
    func unsafeRow(details: String) throws {
        func view(_ details: String) throws -> [String: JSONValue] {
            let text = #"{"password":"p","regkey":"k","uuid":"u",\#(details)}"#
            let row = try #require(LegacyAllocation(hotkey: "5A", details: text))
            let encoded = try JSONEncoder().encode(AllocationView(row))
            return try #require(try JSONDecoder().decode(JSONValue.self, from: encoded).object)
        }
        let shown = try view(details)
        #expect(shown["ssh_command"] == "")
        #expect(shown["ssh_username"] == "" && shown["ssh_ip"] == "" && shown["ssh_port"] == 0)
        #expect(shown["uuid_key"] == "u")
        let good = try view(#""username":"root","ip":"127.0.0.1","port":4444"#)
        #expect(good["ssh_command"] == "ssh root@127.0.0.1 -p 4444")
    }

    @Test("Work goes on when who asked for it goes away")
    func detachedWork() async throws {
        let work = DetachedWork()
        let gate = Gate()
        let (done, finish) = AsyncStream.makeStream(of: Bool.self)
        let asker = Task {
            try await work.run {
                await gate.pass()
                finish.yield(Task.isCancelled)
            }
        }
        asker.cancel()
        gate.open()
        for await wasCancelled in done {
            #expect(!wasCancelled)
            break
        }
        _ = await asker.result
        #expect(work.count == 0)
    }

    @Test("Ready keys are handed out once")
    func keyPool() async throws {
        let pool = RenterKeyPool()
        let keys = [try await pool.take(), try await pool.take()]
        #expect(keys[0].allocationID != keys[1].allocationID)
    }

    @Test("Few keys are made ahead until somebody rents")
    func fewKeys() async throws {
        let pair = try RenterPrivateKey.generate()
        let pool = RenterKeyPool(most: 5) { pair }
        let running = Task { try await pool.run() }
        await until { pool.count == 2 }
        // Whatever was begun would be ready by now.
        for _ in 0..<100 { await Task.yield() }
        #expect(pool.count == 2)
        _ = try await pool.take()
        await until { pool.count == 5 }
        running.cancel()
        try await running.value
    }
}
