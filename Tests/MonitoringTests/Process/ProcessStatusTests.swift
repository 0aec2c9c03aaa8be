import Foundation
import Testing

@testable import Monitoring

/// The process's own metrics.
@Suite("Process metrics")
struct ProcessStatusTests {
    /// `/proc/<pid>/stat` of a program called `a) (b 9`.
    static let stat =
        "4242 (a) (b 9) S 1 4242 4242 0 -1 4194560 911 0 0 0 150 50 0 0 20 0 9 0 30000 1048576 256 "
        + "18446744073709551615 1 1 0 0 0 0 0 4096 1260 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n"

    @Test("Times and memory are read whatever the program is called")
    func fields() throws {
        let status = try #require(ProcessStatus(stat: Self.stat, ticksPerSecond: 100, pageSize: 4_096))
        #expect(status.cpuSeconds == 2)
        #expect(status.startedAfterBoot == 300)
        #expect(status.residentBytes == 1_048_576)
    }

    @Test("What is no status is none", arguments: ["", "1", "1 (x", "1 (x) S 1", "(x)", ") a b c d e f g h i j k l"])
    func notAStatus(_ text: String) {
        #expect(ProcessStatus(stat: text, ticksPerSecond: 100, pageSize: 4_096) == nil)
    }

    @Test("The machine's start is found among the other lines")
    func boot() {
        #expect(ProcessStatus.bootTime("cpu 1 2 3\nintr 5\nctxt 7\nbtime 1790000000\nprocesses 8\n") == 1_790_000_000)
        #expect(ProcessStatus.bootTime("cpu 1 2 3\n") == nil)
    }

    @Test("A running process tells its four metrics")
    func alive() async throws {
        let registry = MetricsRegistry(readingTime: .unhurried)
        registry.addProcess()
        let metrics = try ParsedMetrics(await registry.text())
        #expect(
            metrics.types == [
                "process_resident_memory_bytes": "gauge", "process_cpu_seconds_total": "counter",
                "process_open_fds": "gauge", "process_start_time_seconds": "gauge",
            ])
        #expect(try #require(metrics.value("process_resident_memory_bytes")) > 1_000_000)
        #expect(try #require(metrics.value("process_open_fds")) >= 3)
        #expect(try #require(metrics.value("process_cpu_seconds_total")) > 0)
        let start = try #require(metrics.value("process_start_time_seconds"))
        #expect((1_700_000_000...Date().timeIntervalSince1970 + 60).contains(start))
    }

    @Test("Where the kernel tells nothing there are no metrics")
    func nothing() async {
        let registry = MetricsRegistry(readingTime: .unhurried)
        registry.addProcess(proc: "/nonexistent")
        #expect(await registry.text().isEmpty)
    }
}
