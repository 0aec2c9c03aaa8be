import Foundation
import Testing

@testable import SharedState

struct OutageTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)
    private let away = StateError.unreachable("refused")

    @Test("Waits double from a second to a minute")
    func backoff() {
        var outage = Outage(pace: .init())
        var waits: [Duration] = []
        for _ in 0..<8 {
            _ = outage.failed(away, on: .config, at: now)
            waits.append(outage.wait(.config, at: now))
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
        #expect(outage.wait(.stream, at: now) == .seconds(60))
        #expect(outage.wait(.stream, at: now + 60) == .zero)
    }

    @Test("A server that names a time gets it, within bounds")
    func limited() {
        for (asked, wait) in [(30, 30), (0, 1), (100_000, 600)] {
            var outage = Outage(pace: .init())
            _ = outage.failed(.limited(retryAfter: .seconds(asked)), on: .stream, at: now)
            #expect(outage.wait(.config, at: now) == .seconds(wait))
        }
        var outage = Outage(pace: .init())
        _ = outage.failed(.limited(retryAfter: nil), on: .stream, at: now)
        #expect(outage.wait(.config, at: now) == .seconds(1))
    }

    @Test("A server that refuses the config still hears of the node")
    func refused() {
        var outage = Outage(pace: .init())
        #expect(outage.failed(.refused("too large"), on: .config, at: now) == .needsHelp)
        #expect(outage.wait(.config, at: now) == .seconds(60))
        #expect(outage.wait(.stream, at: now) == .zero)
        #expect(outage.worked(.stream) == nil)
        #expect(outage.wait(.config, at: now) == .seconds(60))
        #expect(outage.worked(.config) == now)
    }

    @Test("A key that is not good is worth one line, also after the server was away")
    func denied() {
        var outage = Outage(pace: .init())
        #expect(outage.failed(away, on: .config, at: now) == .away)
        #expect(outage.failed(.timedOut, on: .config, at: now) == nil)
        #expect(outage.failed(.denied("401"), on: .config, at: now) == .needsHelp)
        #expect(outage.failed(.denied("401"), on: .config, at: now) == nil)
        #expect(outage.wait(.stream, at: now) == .seconds(60))
        #expect(outage.worked(.config) == now)
        #expect(outage.failed(away, on: .config, at: now) == .away)
    }

    @Test("A clock that was set back prolongs no wait")
    func clockSetBack() {
        var outage = Outage(pace: .init())
        _ = outage.failed(away, on: .config, at: now)
        #expect(outage.wait(.config, at: now - 3_600) == .zero)
    }
}
