import Foundation
import Market
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
            let first = try ProcessPresence(path: path)
            let second = try ProcessPresence(path: path)
            #expect(first.isAlone)
            #expect(!second.isAlone)
            withExtendedLifetime((first, second)) {}
        }
        #expect(try ProcessPresence(path: path).isAlone)
        #expect(try ProcessPresence(path: nil).isAlone)
        #expect(throws: ProcessPresence.Unusable.self) { try ProcessPresence(path: path + "/x/y") }
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
}
