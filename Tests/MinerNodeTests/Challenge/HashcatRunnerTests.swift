import Foundation
import Market
import Synchronization
import Testing

@testable import MinerNode

/// hashcat's turns, and what becomes of its answers.
struct HashcatRunnerTests {
    static func line(_ password: String) -> String {
        let message = Challenges.message(password: password)
        return "\(message.hash):\(message.salt):\(password)\n"
    }

    /// What hashcat said, and what is made of it.
    func outcome(_ answer: Result<ProgramOutput, ProgramProblem>) async throws -> HashcatOutcome {
        let runner = HashcatRunner(settings: Challenges.settings()) { _, _, _ throws(ProgramProblem) in
            try answer.get()
        }
        return await runner.solve(try HashcatOrder(Challenges.message(password: "abc")))
    }

    @Test("A password that has the hash is an answer")
    func found() async throws {
        let outcome = try await outcome(.success(ProgramOutput(status: 0, output: Self.line("abc"), errors: "")))
        #expect(outcome.output.password == "abc")
        #expect(outcome.output.error == nil)
        #expect(outcome.output.localExecutionTime != nil)
    }

    @Test(
        "Whatever else hashcat does is told as a failure, without what it said",
        arguments: [
            (Result.success(ProgramOutput(status: 1, output: "", errors: "")), "hashcat found no password"),
            (.success(ProgramOutput(status: 0, output: "canary", errors: "")), "hashcat failed"),
            (.success(ProgramOutput(status: 0, output: line("xyz"), errors: "")), "hashcat failed"),
            (.success(ProgramOutput(status: 255, output: "", errors: "/canary")), "hashcat failed"),
            (.failure(ProgramProblem.tooLong), "hashcat took too long"),
            (.failure(.killed(9)), "hashcat failed"),
            (.failure(.cannotStart("canary")), "hashcat failed"),
        ])
    func failures(_ answer: Result<ProgramOutput, ProgramProblem>, _ error: String) async throws {
        let output = try await outcome(answer).output
        #expect(output.password == nil)
        #expect(output.error == error)
        #expect(output.localExecutionTime != nil)
    }

    @Test("The operator reads why hashcat failed")
    func reason() async throws {
        let outcome = try await outcome(.success(ProgramOutput(status: 255, output: "", errors: "no OpenCL\n")))
        guard case .failed(let reason, _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(reason == "exit code 255: no OpenCL")
    }

    @Test("One challenge is worked on at a time, each in a session of its own")
    func oneAtATime() async throws {
        let running = Mutex(0)
        let most = Mutex(0)
        let sessions = Mutex<Set<String>>([])
        let runner = HashcatRunner(settings: Challenges.settings(mostWaiting: 20)) { arguments, _, _ in
            let now = running.withLock { count in
                count += 1
                return count
            }
            most.withLock { $0 = max($0, now) }
            let session = arguments.firstIndex(of: "--session").map { arguments[$0 + 1] }
            sessions.withLock { _ = $0.insert(session ?? "") }
            for _ in 0..<100 { await Task.yield() }
            running.withLock { $0 -= 1 }
            return ProgramOutput(status: 0, output: Self.line("abc"), errors: "")
        }
        let order = try HashcatOrder(Challenges.message(password: "abc"))
        let solved = await withTaskGroup(of: HashcatOutcome.self) { group in
            for _ in 0..<20 { group.addTask { await runner.solve(order) } }
            return await group.reduce(0) { $1.output.password == "abc" ? $0 + 1 : $0 }
        }
        #expect(solved == 20)
        #expect(most.withLock { $0 } == 1)
        #expect(sessions.withLock { $0.count } == 20)
    }

    @Test("A full queue refuses at once; who gives up makes room and runs nothing")
    func queue() async throws {
        let gate = Gate()
        let runs = Mutex(0)
        let runner = HashcatRunner(settings: Challenges.settings(mostWaiting: 1)) { _, _, _ in
            let run = runs.withLock { count in
                count += 1
                return count
            }
            if run == 1 { try? await gate.pass() }
            return ProgramOutput(status: 1, output: "", errors: "")
        }
        let order = try Challenges.order
        let first = Task { await runner.solve(order) }
        await gate.someoneArrived()
        let second = Task { await runner.solve(order) }
        while runner.waitingNow == 0 { await Task.yield() }
        #expect(await runner.solve(order) == .busy)
        second.cancel()
        #expect(await second.value == .cancelled)
        #expect(runner.waitingNow == 0)
        let third = Task { await runner.solve(order) }
        while runner.waitingNow == 0 { await Task.yield() }
        gate.open()
        #expect(await first.value.output.error == "hashcat found no password")
        #expect(await third.value.output.error == "hashcat found no password")
        #expect(runs.withLock { $0 } == 2)
    }

    @Test("The preparation solves a challenge of our own, with time to build kernels")
    func preparation() async {
        let limits = Mutex<[Duration]>([])
        let runner = HashcatRunner(settings: Challenges.settings()) { arguments, _, limit in
            limits.withLock { $0.append(limit) }
            #expect(arguments.last == "?1?1")
            return ProgramOutput(status: 255, output: "", errors: "")
        }
        guard case .failed = await runner.prepare() else {
            Issue.record("the preparation must tell that hashcat failed")
            return
        }
        #expect(limits.withLock { $0 } == [HashcatRunner.preparationLimit])
    }

    /// A program that does what `script` says, in a directory of its own.
    func withProgram(_ script: String, _ body: (HashcatSettings) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let path = "\(directory)/hashcat"
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        try await body(Challenges.settings(path: path, directory: "\(directory)/home"))
    }

    @Test("A program in hashcat's place gets the arguments and the home, and its answer is read")
    func program() async throws {
        // The last argument but one is hash:salt.
        let script = #"""
            [ "$HOME" = "$(dirname "$0")/home" ] && [ -d "$HOME" ] || exit 9
            while [ $# -gt 2 ]; do shift; done
            echo "$1:abc"
            """#
        try await withProgram(script) { settings in
            let runner = HashcatRunner(settings: settings)
            let outcome = await runner.solve(try HashcatOrder(Challenges.message(password: "abc")))
            #expect(outcome.output.password == "abc")
        }
    }

    @Test("A program that hangs is ended at the limit")
    func hanging() async throws {
        try await withProgram("sleep 600") { settings in
            var settings = settings
            settings.limit = .milliseconds(200)
            let outcome = await HashcatRunner(settings: settings).solve(try Challenges.order)
            #expect(outcome.output.error == "hashcat took too long")
        }
    }

    @Test("Without hashcat challenges fail, and nothing else")
    func absent() async throws {
        let settings = Challenges.settings(path: "/nonexistent/hashcat")
        let outcome = await HashcatRunner(settings: settings).solve(try Challenges.order)
        #expect(outcome.output.error == "hashcat failed")
    }
}
