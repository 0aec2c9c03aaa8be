import Foundation
import JSON
import SharedState
import Synchronization
import TestSupport
import Testing

@Suite("What a node remembers of its run")
struct RunMemoryTests {
    let clock = RunClock()
    let directory: String
    let path: String

    init() {
        directory = NSTemporaryDirectory() + "run-memory-" + UUID().uuidString
        path = directory + "/state/run.json"
    }

    func file(takeOver: @escaping @Sendable () throws -> String? = { nil }) -> FileRunMemory {
        FileRunMemory(
            path: path, logger: .silent, now: clock.reading,
            takeOver: takeOver)
    }

    /// The rules that any memory keeps.
    func check(_ memory: any RunMemory) async throws {
        #expect(try await memory.runID() == nil)
        try await memory.remember("r1")
        #expect(try await memory.runID() == "r1")
        try await memory.set(["a": 1, "b": .null])
        try await memory.set(["a": 2, "c": ["x": [:]]])
        #expect(try await memory.values() == ["a": 2, "b": .null, "c": ["x": [:]]])
        let first = try await memory.nextSequence()
        #expect(first == 1_790_000_000)
        #expect(try await memory.nextSequence() == first + 1)
        clock.pass(-3_600)
        #expect(try await memory.nextSequence() == first + 2)
        clock.pass(7_200)
        #expect(try await memory.nextSequence() == first + 3_600)
        #expect(try await memory.hold(as: "one", for: .seconds(60)))
        #expect(try await memory.hold(as: "one", for: .seconds(60)))
        try await memory.letGo(as: "one")
        #expect(try await memory.hold(as: "two", for: .seconds(60)))
    }

    @Test("One in memory keeps the rules")
    func inMemory() async throws {
        try await check(MemoryRunMemory(now: clock.reading))
        #expect(await MemoryRunMemory(runID: "r9").runID() == "r9")
    }

    @Test("One in a file keeps the rules")
    func inFile() async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await check(file())
    }

    @Test("Another process waits until the lease has run out or was given back")
    func lease() async {
        let memory = MemoryRunMemory(now: clock.reading)
        #expect(await memory.hold(as: "one", for: .seconds(60)))
        #expect(await !memory.hold(as: "two", for: .seconds(60)))
        await memory.letGo(as: "two")
        clock.pass(59)
        #expect(await !memory.hold(as: "two", for: .seconds(60)))
        clock.pass(1)
        #expect(await memory.hold(as: "two", for: .seconds(60)))
        #expect(await !memory.hold(as: "one", for: .seconds(60)))
        await memory.letGo(as: "two")
        #expect(await memory.hold(as: "one", for: .seconds(60)))
    }

    @Test("A clock that was set back keeps nobody from the lease for long")
    func clockSetBack() async {
        let memory = MemoryRunMemory(now: clock.reading)
        #expect(await memory.hold(as: "one", for: .seconds(60)))
        clock.pass(-60)
        #expect(await !memory.hold(as: "two", for: .seconds(60)))
        clock.pass(-3_600)
        #expect(await memory.hold(as: "two", for: .seconds(60)))
    }

    @Test("The next process goes on with what the file holds, which is the owner's alone")
    func restart() async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let first = file()
        try await first.remember("r1")
        try await first.set(["allocated": "5F", "specs": ["gpu": .number(0.5)]])
        let sequence = try await first.nextSequence()
        let second = file()
        #expect(try await second.runID() == "r1")
        #expect(try await second.values() == ["allocated": "5F", "specs": ["gpu": .number(0.5)]])
        #expect(try await second.nextSequence() == sequence + 1)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test(
        "A broken file is set aside, and the node begins anew",
        arguments: ["", "{", "[]", #"{"run_id":5,"sequence":1,"values":{}}"#, #"{"run_id":"a"}"#])
    func broken(_ text: String) async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let folder = directory + "/state"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let memory = file()
        #expect(try await memory.runID() == nil)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path + ".broken")) == Data(text.utf8))
        try await memory.remember("r2")
        #expect(try await file().runID() == "r2")
    }

    @Test("A file too long to be ours is set aside, too")
    func tooLong() async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try FileManager.default.createDirectory(atPath: directory + "/state", withIntermediateDirectories: true)
        try Data(count: (16 << 20) + 1).write(to: URL(fileURLWithPath: path))
        #expect(try await file().values().isEmpty)
        #expect(FileManager.default.fileExists(atPath: path + ".broken"))
    }

    @Test("What is no file is nobody's to set aside")
    func directory() async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        await #expect(throws: (any Error).self) { try await file().runID() }
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test("The run of the program before is taken over once, and only when the file has none")
    func takeOver() async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let asked = Mutex(0)
        let ask: @Sendable () -> String? = {
            asked.withLock { $0 += 1 }
            return "python01"
        }
        #expect(try await file().runID() == nil)
        #expect(try await file(takeOver: ask).runID() == "python01")
        #expect(try await file(takeOver: ask).runID() == "python01")
        #expect(asked.withLock { $0 } == 1)
    }

    @Test("While the program before cannot be asked for its run there is no answer, and later there is")
    func takeOverLater() async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        struct Busy: Error {}
        let isBusy = Mutex(true)
        let memory = file { if isBusy.withLock({ $0 }) { throw Busy() } else { "python01" } }
        await #expect(throws: Busy.self) { try await memory.runID() }
        isBusy.withLock { $0 = false }
        #expect(try await memory.runID() == "python01")
    }

    @Test("Writers at once lose nothing")
    func concurrent() async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let memory = file()
        let sequences = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await memory.set(["k\(number)": .integer(Int64(number))])
                    return try await memory.nextSequence()
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(sequences.count == 20)
        #expect(try await file().values().count == 20)
    }
}
