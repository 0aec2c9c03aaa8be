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
