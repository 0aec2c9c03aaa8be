import Foundation
import Testing

@testable import MinerNode

@Suite("Speed tests")
struct SpeedTests {
    private let stop = OwnThread.StopSign()

    @Test("A disk is measured, and no file is left")
    func disk() async throws {
        try await Scratch.with { scratch in
            let speed = try DiskSpeed.measure(in: scratch.path, bytes: 5_000_000, stop: stop)
            #expect(speed.read > 0)
            #expect(speed.write > 0)
            let left = try scratch.names()
            #expect(left.isEmpty)
        }
    }

    @Test("All of it together measures a hundred megabytes of each")
    func everything() async throws {
        try await Scratch.with { scratch in
            let speeds = try #require(await Speeds.measure(dataDirectory: scratch.path))
            #expect(try scratch.names().isEmpty)
            // A machine that is short of memory or disk says so instead.
            if speeds.problems.isEmpty {
                let all = [speeds.diskRead, speeds.diskWrite, speeds.memoryRead, speeds.memoryWrite]
                #expect(all.allSatisfy { ($0 ?? 0) > 0 })
            }
        }
    }

    @Test("A directory that is not there, or is none, is a reason", arguments: ["/nonexistent/data", "/proc/version"])
    func noDirectory(_ directory: String) async throws {
        let speeds = try #require(await Speeds.measure(dataDirectory: directory))
        #expect(speeds.diskRead == nil)
        #expect(speeds.diskWrite == nil)
        #expect(speeds.problems.contains { $0.hasPrefix("disk: open: ") })
    }

    @Test("A disk with little left is not filled up")
    func littleSpace() async throws {
        try await Scratch.with { scratch in
            #expect {
                try DiskSpeed.measure(in: scratch.path, bytes: Int.max, stop: stop)
            } throws: { error in
                if case .tooLittle(let free) = error as? SpeedProblem { free > 0 } else { false }
            }
            let left = try scratch.names()
            #expect(left.isEmpty)
        }
    }

    @Test("A full disk is a reason, not an error", .enabled(SmallDisk.comment) { await SmallDisk.isPossible() })
    func fullDisk() async throws {
        try await SmallDisk.with { disk in
            try await disk.fill()
            let speeds = try #require(await Speeds.measure(dataDirectory: disk.path))
            #expect(speeds.diskRead == nil)
            #expect(speeds.diskWrite == nil)
            #expect(speeds.problems.contains { $0.hasPrefix("disk: ") })
            let names = try FileManager.default.contentsOfDirectory(atPath: disk.path)
            #expect(!names.contains { $0.hasPrefix(".speed") })
        }
    }

    @Test("A test that is stopped leaves no file")
    func stopped() async throws {
        try await Scratch.with { scratch in
            stop.raise()
            #expect(throws: SpeedProblem.stopped) {
                try DiskSpeed.measure(in: scratch.path, bytes: 5_000_000, stop: stop)
            }
            #expect(throws: SpeedProblem.stopped) {
                try MemorySpeed.measure(bytes: 1_000, available: 1 << 30, stop: stop)
            }
            let left = try scratch.names()
            #expect(left.isEmpty)
        }
    }

    @Test("Memory is measured where there is much of it, and let alone where there is little")
    func memory() throws {
        let speed = try MemorySpeed.measure(bytes: 10_000_000, available: 80_000_000, stop: stop)
        #expect(speed.read > 0)
        #expect(speed.write > 0)
        #expect(throws: SpeedProblem.tooLittle(free: 79_999_999)) {
            try MemorySpeed.measure(bytes: 10_000_000, available: 79_999_999, stop: stop)
        }
    }

    @Test("A rate is megabytes in a second, and finite for a clock that stood still")
    func rate() {
        #expect(Throughput.rate(100_000_000, in: .milliseconds(500)) == 200)
        #expect(Throughput.rate(1_000_000, in: .seconds(3)) == 0.3)
        #expect(Throughput.rate(100_000_000, in: .zero).isFinite)
    }

    @Test("When nobody waits any more nothing was measured")
    func cancelled() async throws {
        try await Scratch.with { scratch in
            let work = Task { await Speeds.measure(dataDirectory: scratch.path) }
            work.cancel()
            #expect(await work.value == nil)
        }
    }
}
