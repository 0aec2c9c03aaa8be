import Foundation
import Testing

@testable import SharedState

@Suite("Retry-After")
struct RetryAfterTests {
    /// Sun, 06 Nov 1994 08:49:37 GMT.
    private static let date = Date(timeIntervalSince1970: 784_111_777)

    @Test(
        "A waiting time is seconds or a date, between nothing and an hour",
        arguments: [
            ("0", .zero), ("7", .seconds(7)), (" 7 ", .seconds(7)), ("1.5", .milliseconds(1_500)), ("-5", .zero),
            ("999999999999999999999", .seconds(3_600)), ("3601", .seconds(3_600)), ("", nil), ("soon", nil),
            ("nan", nil), ("inf", nil), ("Sun, 06 Nov 1994 08:49:40 GMT", .seconds(3)),
            ("Sun, 06 Nov 1994 08:49:30 GMT", .zero), ("Wed, 21 Oct 2099 07:28:00 GMT", .seconds(3_600)),
            ("1994-11-06", nil),
        ] as [(String, Duration?)])
    func reading(value: String, wait: Duration?) {
        #expect(RetryAfter.wait(value, now: Self.date) == wait)
    }
}
