import Foundation
import Testing

@testable import Store

/// Times as SQLite and Python write them.
@Suite struct SQLTimestampTests {
    @Test(
        "A time is read as UTC, with fraction and zone when they are there",
        arguments: [
            ("2023-11-14 22:13:20", 1_700_000_000.0), ("2023-11-14T22:13:20", 1_700_000_000),
            ("2023-11-14 22:13:20.250000", 1_700_000_000.25), ("2023-11-14 22:13:20Z", 1_700_000_000),
            ("2023-11-15 00:13:20+02:00", 1_700_000_000), ("2023-11-14 16:43:20.5-05:30", 1_700_000_000.5),
            ("1970-01-01 00:00:00", 0), ("2000-02-29 00:00:00", 951_782_400), ("2000-03-01 00:00:00", 951_868_800),
            ("2100-03-01 00:00:00", 4_107_542_400), ("1969-12-31 23:59:59", -1),
        ])
    func read(text: String, seconds: Double) {
        #expect(SQLTimestamp.date(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(
        "Anything else is no time",
        arguments: [
            "", "now", "2023-11-14", "2023-11-14 22:13", "2023-13-14 22:13:20", "2023-00-14 22:13:20",
            "2023-11-32 22:13:20", "2023-11-14 24:13:20", "2023-11-14 22:60:20", "2023-11-14 22:13:20.",
            "2023-11-14 22:13:20 ", "2023-11-14 22:13:20+2", "2023-11-14 22:13:20.0000000000001", "1700000000",
            "२०२३-११-१४ २२:१३:२०", "2023-11-14 22:13:20\u{301}",
        ])
    func refused(text: String) {
        #expect(SQLTimestamp.date(text) == nil)
    }
}
