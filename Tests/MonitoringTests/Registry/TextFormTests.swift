import CoreMetrics
import Monitoring
import Testing

/// The text that Prometheus is given, against what was written by hand from the format's description.
@Suite("Metrics as text")
struct TextFormTests {
    let registry = MetricsRegistry(readingTime: .unhurried)

    @Test("Counters, gauges and histograms are written sorted, with help, type and labels")
    func whole() async throws {
        registry.describe("rents_total", #"Rentals \ begun"# + "\nsince the start.")
        registry.describe("step_seconds", "Time in a step.", buckets: [1, 0.5, .infinity, 2.5])
        for outcome in ["ok", "refused"] {
            Counter(label: "rents_total", dimensions: [("outcome", outcome)], factory: registry).increment(by: 3)
        }
        Meter(label: "gpus", factory: registry).set(8)
        let step = CoreMetrics.Timer(label: "step_seconds", dimensions: [("step", "build")], factory: registry)
        for milliseconds in [250, 500, 2_000, 60_000] { step.recordMilliseconds(milliseconds) }
        registry.onScrape("chain_age_seconds", "Age of the newest block.") { [Reading(12.5)] }

        let text = await registry.text()
        #expect(
            text == #"""
                # HELP chain_age_seconds Age of the newest block.
                # TYPE chain_age_seconds gauge
                chain_age_seconds 12.5
                # TYPE gpus gauge
                gpus 8
                # HELP rents_total Rentals \\ begun\nsince the start.
                # TYPE rents_total counter
                rents_total{outcome="ok"} 3
                rents_total{outcome="refused"} 3
                # HELP step_seconds Time in a step.
                # TYPE step_seconds histogram
                step_seconds_bucket{step="build",le="0.5"} 2
                step_seconds_bucket{step="build",le="1"} 2
                step_seconds_bucket{step="build",le="2.5"} 3
                step_seconds_bucket{step="build",le="+Inf"} 4
                step_seconds_sum{step="build"} 62.75
                step_seconds_count{step="build"} 4

                """#)
        #expect(try ParsedMetrics(text).value("step_seconds_count", ["step": "build"]) == 4)
    }

    @Test("A registry without metrics gives an empty text")
    func empty() async {
        registry.describe("never_made", "Nothing.")
        #expect(await registry.text().isEmpty)
    }

    @Test(
        "A label's value reads back as it was given",
        arguments: [
            "", "plain", "two words", #"a "quoted" word"#, #"C:\temp\new"#, "line\nbreak", "carriage\r\nreturn",
            #"\n"#, "ümläut 🦀", "\u{0}\u{1b}[31m", "a=\"b\",c=\"d\"} 1 #",
        ])
    func escaping(_ value: String) async throws {
        Counter(label: "x_total", dimensions: [("v", value)], factory: registry).increment()
        let parsed = try ParsedMetrics(await registry.text())
        #expect(parsed.value("x_total", ["v": value]) == 1)
        #expect(parsed.samples.count == 1)
    }

    @Test("A backslash, a quote and a line feed in a label's value are escaped as the format says")
    func escapedForm() async {
        Counter(label: "x", dimensions: [("v", "\\\"\n")], factory: registry).increment()
        #expect(await registry.text() == "# TYPE x counter\nx{v=\"\\\\\\\"\\n\"} 1\n")
    }

    @Test(
        "Names become what the format allows",
        arguments: [
            ("axon.requests-total", "le", "axon_requests_total", "exported_le"),
            ("1st", "2nd", "_1st", "_2nd"), ("a:b", "a:b", "a:b", "a_b"), ("", "", "_", "_"),
            ("größe", "__name__", "gr__e", "_name__"), ("x\ny 1\n", "x\"y", "x_y_1_", "x_y"), ("x{", "_", "x_", "_"),
        ])
    func names(_ name: String, _ label: String, _ cleanName: String, _ cleanLabel: String) async throws {
        Counter(label: name, dimensions: [(label, "v")], factory: registry).increment()
        let parsed = try ParsedMetrics(await registry.text())
        #expect(parsed.samples == [.init(name: cleanName, labels: [cleanLabel: "v"], value: 1)])
    }

    @Test(
        "A number reads back as it was set",
        arguments: [
            0, -0.0, 1, -1, 0.1, 1e-9, 123_456_789.125, 999_999_999_999_999, 1e15, 1e300,
            -1e-300,
            .infinity, -.infinity,
        ])
    func numbers(_ value: Double) async throws {
        Meter(label: "x", factory: registry).set(value)
        #expect(try ParsedMetrics(await registry.text()).value("x") == value)
    }

    @Test("What is not a number is written as NaN")
    func notANumber() async throws {
        Meter(label: "x", factory: registry).set(Double.nan)
        #expect(try ParsedMetrics(await registry.text()).value("x")?.isNaN == true)
    }

    @Test(
        "The reader of these tests refuses what Prometheus would refuse",
        arguments: [
            "x 1", "# TYPE x counter\nx{a=\"b\nc\"} 1\n", "# TYPE x counter\nx 1\nx 1\n", "x 1\n",
            "# TYPE x counter\ny 1\n", "# TYPE x gauge\nx inf\n", "# TYPE x gauge\nx{1=\"a\"} 1\n",
            "# TYPE x gauge\nx 1\n# TYPE y gauge\ny 1\n# TYPE x gauge\n", "# TYPE x gauge\nx{a=\"\\t\"} 1\n",
            "# TYPE x histogram\nx_bucket{le=\"+Inf\"} 1\nx_sum 1\nx_count 2\n",
        ])
    func strictness(_ text: String) {
        #expect(throws: ParsedMetrics.Malformed.self) { try ParsedMetrics(text) }
    }
}
