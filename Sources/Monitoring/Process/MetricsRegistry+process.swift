import Foundation

extension MetricsRegistry {
    /// Each scrape tells this process's memory, processor time, open files and start, under Prometheus' usual names.
    ///
    /// Source of the names: <https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics>.
    /// - Parameter proc: Where the kernel's files are; what cannot be read there is left out.
    package func addProcess(proc: String = "/proc") {
        let status: @Sendable () -> ProcessStatus? = {
            (try? String(contentsOfFile: proc + "/self/stat", encoding: .utf8)).flatMap { ProcessStatus(stat: $0) }
        }
        onScrape("process_resident_memory_bytes", "Memory of this process that is in RAM.") {
            status().map { [Reading($0.residentBytes)] } ?? []
        }
        onScrape("process_cpu_seconds_total", "Processor time of this process, user and kernel.", kind: .counter) {
            status().map { [Reading($0.cpuSeconds)] } ?? []
        }
        onScrape("process_open_fds", "Open file descriptors of this process.") {
            let open = try? FileManager.default.contentsOfDirectory(atPath: proc + "/self/fd")
            return open.map { [Reading(Double($0.count))] } ?? []
        }
        onScrape("process_start_time_seconds", "When this process started, seconds since 1970.") {
            guard let machine = try? String(contentsOfFile: proc + "/stat", encoding: .utf8),
                let boot = ProcessStatus.bootTime(machine), let status = status()
            else { return [] }
            return [Reading(boot + status.startedAfterBoot)]
        }
    }
}
