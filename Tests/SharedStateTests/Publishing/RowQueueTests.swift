import Foundation
import JSON
import Testing

@testable import SharedState

struct RowQueueTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func queue(_ rows: Int, limit: Int = 256, batch: Int = 64) -> RowQueue {
        var queue = RowQueue(limit: limit, batch: batch)
        for number in 0..<rows { _ = queue.add(["n": .integer(Int64(number))], at: now, runtime: 2) }
        return queue
    }

    private func numbers(_ beat: RunBeat) -> [Int64?] { beat.rows.map { $0["n"]?.integer } }

    @Test("A row carries its step, its time and the time since the start")
    func row() {
        var queue = queue(1)
        queue.attach(to: "run", historyRows: 10, lastStep: 12)
        let beat = queue.beat()
        #expect(beat.offset == 10)
        #expect(beat.rows == [["n": 0, "_step": 13, "_timestamp": .number(1_800_000_000), "_runtime": .number(2)]])
        #expect(beat.summary == beat.rows[0])
        #expect(beat.exitCode == nil)
    }

    @Test("Rows in doubt are sent again as they were, and new ones after them")
    func doubt() {
        var queue = queue(2)
        queue.attach(to: "run", historyRows: 5, lastStep: nil)
        let first = queue.beat()
        _ = queue.add(["n": 2, "m": 1], at: now, runtime: 3)
        #expect(queue.beat() == first)
        queue.arrived()
        let second = queue.beat()
        #expect(second.offset == 7 && numbers(second) == [2])
        #expect(second.rows[0]["_step"] == 7)
        #expect(second.summary?["n"] == 2 && second.summary?["m"] == 1)
        queue.arrived()
        #expect(queue.isEmpty && queue.beat() == RunBeat())
    }

    @Test("After attaching anew the rows that the server has are not sent again", arguments: 0...3)
    func arrivedAfterAll(rows: Int) {
        var queue = queue(3)
        queue.attach(to: "run", historyRows: 4, lastStep: 3)
        _ = queue.beat()
        _ = queue.add(["n": 3], at: now, runtime: 0)
        queue.attach(to: "run", historyRows: 4 + rows, lastStep: 3 + rows)
        let beat = queue.beat()
        #expect(beat.offset == 4 + rows)
        #expect(numbers(beat) == Array([0, 1, 2, 3].dropFirst(rows)))
        #expect(beat.rows.first?["_step"] == .integer(Int64(4 + rows)))
    }

    @Test("A run that lost its history gets the rows that wait from the beginning")
    func lostHistory() {
        var queue = queue(2)
        queue.attach(to: "run", historyRows: 9, lastStep: 8)
        _ = queue.beat()
        queue.attach(to: "run", historyRows: 0, lastStep: nil)
        let beat = queue.beat()
        #expect(beat.offset == 0 && numbers(beat) == [0, 1])
    }

    @Test("The rows of another run say nothing about those in doubt")
    func otherRun() {
        var queue = queue(2)
        queue.attach(to: "run", historyRows: 0, lastStep: nil)
        _ = queue.beat()
        queue.attach(to: "other", historyRows: 50, lastStep: 49)
        #expect(numbers(queue.beat()) == [0, 1])
    }

    @Test("Of too many rows the oldest are dropped, those in doubt excepted")
    func overflow() {
        var queue = queue(4, limit: 4, batch: 2)
        queue.attach(to: "run", historyRows: 0, lastStep: nil)
        _ = queue.beat()
        let isKept = queue.add(["n": 4], at: now, runtime: 0)
        #expect(!isKept)
        #expect(numbers(queue.beat()) == [0, 1])
        queue.arrived()
        #expect(numbers(queue.beat()) == [3, 4])
    }

    @Test("Many rows go in batches; with the exit code all go at once")
    func batches() {
        var queue = queue(100)
        queue.attach(to: "run", historyRows: 0, lastStep: nil)
        #expect(queue.beat().rows.count == 64)
        let last = queue.beat(exitCode: 0)
        #expect(last.rows.count == 100 && last.offset == 0 && last.exitCode == 0)
    }

    @Test("A server that claims nonsense is not believed, and nothing traps", arguments: [Int.min, -1, Int.max])
    func nonsense(number: Int) {
        var queue = queue(3)
        queue.attach(to: "run", historyRows: number, lastStep: number)
        let beat = queue.beat()
        #expect(beat.offset >= 0 && beat.rows.count == 3)
        queue.arrived()
        #expect(queue.isEmpty)
    }
}
