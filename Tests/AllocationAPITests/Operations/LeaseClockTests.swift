import TestSupport
import Testing

@testable import AllocationAPI

@Suite struct LeaseClockTests {
    private let time = TestDate()

    private func clock() -> LeaseClock {
        LeaseClock(now: { [time] in time.now }, uptime: { [time] in time.uptime }, logger: .silent)
    }

    @Test("A clock that goes evenly is believed, and small corrections add up without harm")
    func evenly() {
        let clock = clock()
        for _ in 0..<100 {
            time.pass(3_600)
            time.set(by: LeaseClock.tolerance / 2)
            #expect(clock.isBelieved())
        }
    }

    @Test("A jump forward is not believed until the clock has gone evenly for a while")
    func forward() {
        let clock = clock()
        time.set(by: LeaseClock.tolerance + 1)
        #expect(!clock.isBelieved())
        time.pass(LeaseClock.settling - 1)
        #expect(!clock.isBelieved())
        time.pass(1)
        #expect(clock.isBelieved())
    }

    @Test("A clock that jumps again and again is not believed")
    func again() {
        let clock = clock()
        for _ in 0..<10 {
            time.set(by: 3_600)
            #expect(!clock.isBelieved())
            time.pass(LeaseClock.settling - 1)
            #expect(!clock.isBelieved())
        }
    }

    @Test("A wrong clock that is put right is believed at once")
    func putRight() {
        let clock = clock()
        time.set(by: 86_400)
        #expect(!clock.isBelieved())
        time.set(by: -86_400)
        #expect(clock.isBelieved())
    }

    @Test("A clock that is set back is believed; what is then put right is a jump like any other")
    func back() {
        let clock = clock()
        time.set(by: -86_400)
        #expect(clock.isBelieved())
        time.pass(LeaseClock.settling)
        #expect(clock.isBelieved())
        time.set(by: 86_400)
        #expect(!clock.isBelieved())
    }

    @Test("What no one can set never goes back")
    func uptime() {
        let uptime = LeaseClock.continuous()
        let first = uptime()
        #expect(first >= 0)
        #expect(uptime() >= first)
    }
}
