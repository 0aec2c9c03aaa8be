import Monitoring
import Synchronization
import Testing

/// Values that are found out at each scrape.
@Suite("Readings")
struct ReadingTests {
    func parsed(_ registry: MetricsRegistry) async throws -> ParsedMetrics { try ParsedMetrics(await registry.text()) }

    @Test("A source is asked at each scrape")
    func fresh() async throws {
        let registry = MetricsRegistry(readingTime: .unhurried)
        let asked = Mutex(0)
        registry.onScrape("x_total", "Questions.", kind: .counter) {
            [
                Reading(
                    asked.withLock { asked in
                        asked += 1
                        return Double(asked)
                    })
            ]
        }
        #expect(try await parsed(registry).value("x_total") == 1)
        let second = try await parsed(registry)
        #expect(second.value("x_total") == 2)
        #expect(second.types["x_total"] == "counter")
        #expect(second.helps["x_total"] == "Questions.")
    }

    @Test("Several sources of one name add to each other; of equal labels the first counts")
    func several() async throws {
        let registry = MetricsRegistry(readingTime: .unhurried)
        for state in ["running", "paused"] {
            registry.onScrape("state", "State.") {
                [Reading(1, labels: [("state", state)]), Reading(state == "running" ? 4 : 5)]
            }
        }
        let metrics = try await parsed(registry)
        #expect(metrics.value("state", ["state": "running"]) == 1)
        #expect(metrics.value("state", ["state": "paused"]) == 1)
        #expect(metrics.value("state") == 4)
    }

    @Test("A source without readings leaves its metric out")
    func none() async {
        let registry = MetricsRegistry(readingTime: .unhurried)
        registry.onScrape("x", "Nothing.") { [] }
        #expect(await registry.text().isEmpty)
    }

    @Test("A source that takes too long leaves its samples out and no others")
    func slow() async throws {
        let registry = MetricsRegistry(readingTime: .milliseconds(1))
        registry.onScrape("slow", "Never.") {
            // Ends when it is cancelled.
            for await _ in AsyncStream<Void>.makeStream().stream {}
            return [Reading(1)]
        }
        #expect(try await parsed(registry).samples.isEmpty)
    }

    @Test("Readings beyond the limit are added up as other")
    func bound() async throws {
        let registry = MetricsRegistry(seriesLimit: 3, readingTime: .unhurried)
        registry.onScrape("x", "Many.") { (1...10).map { Reading(1, labels: [("n", "\($0)")]) } }
        let metrics = try await parsed(registry)
        #expect(metrics.samples.count == 4)
        #expect(metrics.value("x", ["n": "other"]) == 7)
    }
}
