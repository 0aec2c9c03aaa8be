import Foundation
import Keys
import Testing
import Wire

/// 10,000 spoiled requests against a serving axon.
///
/// In a process of its own: memory and descriptors are counted, and a crash is a failure and not the end of all tests.
@Suite("Axon, spoiled requests")
struct AxonFuzzTests {
    @Test("10,000 spoiled requests crash nothing, fail nothing on our side, and leave nothing behind")
    func spoiled() async {
        let ended = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            try await AxonFuzz.run(requests: 10_000)
        }
        let told = String(decoding: ended?.standardErrorContent ?? [], as: UTF8.self)
        #expect(told.isEmpty)
    }
}

/// What the process of ``AxonFuzzTests`` does.
enum AxonFuzz {
    /// Connections at a time, each with a seed and a sender of its own.
    static let senders = 4

    static func run(requests: Int) async throws {
        let people = try People()
        let ledger = NonceLedger()
        // Time stands still: how fast this machine is, and whether it was suspended, is not what is looked for.
        let now = systemWireClock()
        try await RunningAxon.serve(as: people.bob, ledger: ledger, routes: [.echo], clock: { now }) { port in
            let idle = try openFiles()
            // Arenas and pools grow until they are warm.
            try await flood(port, requests: requests / 5, seed: 1, people: people, now: now)
            let memory = try residentBytes()
            try await flood(port, requests: requests, seed: 100, people: people, now: now)
            try await settle(to: idle)
            let growth = try residentBytes() - memory
            #expect(growth < 20 << 20, "grew by \(growth) bytes")
            var mutator = RequestMutator(seed: 7, caller: people.alice, axon: people.bob.account, clock: { now })
            let answer = try await RawConnection.exchange(port, mutator.good().bytes)
            #expect(answer.status == 200)
        }
        #expect(ledger.count <= 2 * 2 * (senders + 1) + 2)
    }

    private static func flood(_ port: Int, requests: Int, seed: UInt64, people: People, now: UInt64) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sender in 0..<senders {
                group.addTask {
                    var mutator = RequestMutator(
                        seed: seed + UInt64(sender), caller: people.alice, axon: people.bob.account,
                        clock: { now })
                    var left = requests / senders
                    while left > 0 { try await session(port, &mutator, &left) }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Sends mutants on one connection until one of them may have broken it.
    private static func session(_ port: Int, _ mutator: inout RequestMutator, _ left: inout Int) async throws {
        var mutants: [RequestMutator.Mutant] = []
        while left > 0 {
            left -= 1
            let mutant = mutator.next()
            mutants.append(mutant)
            // Few: all of them are made before the first is sent, and a request grows old.
            if !mutant.isFramed || mutants.count == 20 { break }
        }
        let planned = mutants
        try await RawConnection.open(port) { connection in
            for mutant in planned {
                do {
                    try await connection.send(mutant.bytes)
                    guard mutant.isFramed else { break }
                    let answer = try await connection.answer()
                    judge(answer, mutant)
                    // What is no HTTP ends the connection.
                    if answer.headers["connection"] == "close" { return }
                } catch {
                    if mutant.isFramed { fail("no answer: \(error) to \(Hex.encode(mutant.bytes))") }
                    return
                }
            }
            connection.finish()
            guard let last = planned.last, !last.isFramed else { return }
            do {
                for answer in try await connection.answers() { judge(answer, last) }
            } catch {
                fail("\(error) after \(Hex.encode(last.bytes))")
            }
        }
    }

    private static func judge(_ answer: RawConnection.Answer, _ mutant: RequestMutator.Mutant) {
        guard answer.status >= 500 || answer.status < 200 else { return }
        let asInTable = answer.status == 500 && answer.text.hasPrefix(#"{"message":"Internal Server Error #"#)
        if asInTable && mutant.mayFail { return }
        // Quoted: control characters would keep the text from being told.
        let (text, request) = (answer.text, String(decoding: mutant.bytes, as: UTF8.self))
        fail("\(answer.status) \(text.debugDescription) to \(request.debugDescription)")
    }

    /// Tells it on standard error, too: of an issue in another process only the place comes across.
    private static func fail(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
        Issue.record("\(text)")
    }

    /// Returns once no more files than `idle` are open; closing is not waited for by those who close.
    private static func settle(to idle: [String]) async throws {
        for _ in 0..<2_000 where try openFiles().count > idle.count {
            // For the event loops to close them; nothing depends on how long.
            try await Task.sleep(for: .milliseconds(5))
        }
        let left = try openFiles()
        if left.count > idle.count { fail("open at the beginning: \(idle), at the end: \(left)") }
    }

    /// Open files, pipes and sockets. The means by which the process's own threads wait (of a timer's first use, say)
    /// come when they are first needed, and stay.
    private static func openFiles() throws -> [String] {
        let manager = FileManager.default
        return try manager.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { number in
            let target = try? manager.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
            return target?.hasPrefix("anon_inode:") == false ? target : nil
        }
    }

    private static func residentBytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kilobytes = line?.split(separator: " ").compactMap { Int($0) }.first
        return try #require(kilobytes) * 1_024
    }
}
