import Foundation
import Store
import Synchronization
import TestSupport
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(5))) struct JournalTests {
    private let store = MemoryStore()

    private func journal() -> Journal {
        Journal(store: store, interval: .seconds(3_600), logger: .silent)
    }

    private func add(_ hotkeys: some Sequence<String>) async throws {
        for hotkey in hotkeys {
            try await store.addTestNotice(.online, hotkey: hotkey, uuid: "u", at: Date())
        }
    }

    @Test("What happened before is history; what happens later comes once and in order, however much it is")
    func order() async throws {
        try await add(["before"])
        let journal = journal()
        await journal.read()
        let notices = journal.listen {}
        let expected = (0..<200).map { "hotkey \($0)" }
        try await add(expected)
        await journal.read()
        await journal.read()
        var seen: [String] = []
        for await notice in notices {
            seen.append(notice.hotkey)
            if seen.count == expected.count { break }
        }
        #expect(seen == expected)
    }

    @Test("A listener that is 256 notices behind is cut off, and the others lose nothing")
    func slow() async throws {
        let journal = journal()
        await journal.read()
        let cuts = Mutex<[String]>([])
        let slow = journal.listen { cuts.withLock { $0.append("slow") } }
        let quick = journal.listen { cuts.withLock { $0.append("quick") } }
        var reading = quick.makeAsyncIterator()
        for number in 0..<256 {
            try await add(["\(number)"])
            await journal.read()
            #expect(await reading.next()?.hotkey == "\(number)")
        }
        #expect(cuts.withLock { $0 }.isEmpty)
        try await add(["last"])
        await journal.read()
        #expect(cuts.withLock { $0 } == ["slow"])
        #expect(await reading.next()?.hotkey == "last")
        #expect(journal.listeners == 1)
        withExtendedLifetime(slow) {}
    }

    @Test("Who goes away is forgotten")
    func gone() async throws {
        let journal = journal()
        do {
            let notices = journal.listen {}
            #expect(journal.listeners == 1)
            withExtendedLifetime(notices) {}
        }
        await until { journal.listeners == 0 }
    }

    @Test("Running, it is woken by a poke, and its end is the listeners' end, also of those who come later")
    func running() async throws {
        let journal = journal()
        await journal.read()
        let notices = journal.listen {}
        let running = Task { try await journal.run() }
        try await add(["first"])
        journal.poke()
        var reading = notices.makeAsyncIterator()
        #expect(await reading.next()?.hotkey == "first")
        running.cancel()
        #expect(await reading.next() == nil)
        try await running.value
        for await _ in journal.listen(whenBehind: {}) { Issue.record("it is over") }
    }

    @Test("A store that is away is survived, and nothing is lost")
    func storeAway() async throws {
        let flaky = FlakyStore(store)
        let journal = Journal(store: flaky, interval: .seconds(3_600), logger: .silent)
        await journal.read()
        let notices = journal.listen {}
        flaky.fail([.readNotices])
        try await add(["one"])
        await journal.read()
        flaky.fail([])
        await journal.read()
        var reading = notices.makeAsyncIterator()
        #expect(await reading.next()?.hotkey == "one")
    }
}
