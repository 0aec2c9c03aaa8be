import Foundation
import MinerNode
import Testing

@Suite struct DeadlineTests {
    @Test("A clock that is set ends nothing early and nothing late", arguments: [-86_400.0, -3_600, 3_600, 86_400])
    func clockStep(_ seconds: Double) {
        let clock = FakeClock()
        let deadline = Deadline(after: 100, now: clock.now)
        clock.pass(40)
        clock.step(seconds)
        #expect(deadline.remaining(at: clock.now) == 60)
        clock.pass(60)
        #expect(deadline.remaining(at: clock.now) == 0)
    }

    @Test("The time of a reboot counts")
    func reboot() {
        let clock = FakeClock()
        let deadline = Deadline(after: 1_000, now: clock.now)
        clock.reboot(after: 300)
        #expect(deadline.remaining(at: clock.now) == 700)
        clock.pass(701)
        #expect(deadline.remaining(at: clock.now) == -1)
    }

    @Test("Without a boot id the wall clock decides")
    func noBootID() {
        let deadline = Deadline(after: 10, now: TimeReading(wall: 100, bootID: "", boot: 5))
        #expect(deadline.remaining(at: TimeReading(wall: 105, bootID: "", boot: 9_999)) == 5)
    }

    @Test("A deadline is anchored again after a reboot and after a step, and otherwise left alone")
    func anchored() throws {
        let clock = FakeClock()
        let deadline = Deadline(after: 1_000, now: clock.now)
        clock.pass(100)
        clock.step(59)
        #expect(deadline.anchored(at: clock.now) == nil)
        clock.step(2)
        let stepped = try #require(deadline.anchored(at: clock.now))
        #expect(stepped.remaining(at: clock.now) == 900)
        #expect(stepped.anchored(at: clock.now) == nil)
        clock.reboot(after: 100)
        #expect(stepped.remaining(at: clock.now) == 800)
        let rebooted = try #require(stepped.anchored(at: clock.now))
        clock.step(-3_600)
        #expect(rebooted.remaining(at: clock.now) == 800)
        clock.reboot(after: 0)
        #expect(rebooted.anchored(at: clock.now) == nil, "the clock is behind the time at which it was anchored")
    }

    @Test("A deadline in a file of an older version is read, and anchored")
    func older() throws {
        let text = #"{"wall": 500, "boot_id": "first", "boot": 100}"#
        let deadline = try JSONDecoder().decode(Deadline.self, from: Data(text.utf8))
        #expect(deadline.remaining(at: TimeReading(wall: 1, bootID: "first", boot: 40)) == 60)
        let now = TimeReading(wall: 450, bootID: "second", boot: 7)
        #expect(try #require(deadline.anchored(at: now)) == Deadline(after: 50, now: now))
    }

    @Test("A deadline survives its file")
    func coding() throws {
        let deadline = Deadline(after: 12.5, now: FakeClock().now)
        let data = try JSONEncoder().encode(deadline)
        #expect(try JSONDecoder().decode(Deadline.self, from: data) == deadline)
    }

    @Test("The machine's clocks go forward and name one boot")
    func real() {
        let (first, second) = (TimeReading.now(), TimeReading.now())
        #expect(second.boot >= first.boot)
        #expect(first.bootID == second.bootID)
    }
}
