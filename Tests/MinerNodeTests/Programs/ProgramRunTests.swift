import Foundation
import Testing

@testable import MinerNode

/// Running programs: what comes back, and what is left of them.
struct ProgramRunTests {
    let limit: Duration = .seconds(120)

    func shell(
        _ script: String, environment: [String: String]? = nil, limit: Duration? = nil, most bytes: Int = 1_000
    ) async throws(ProgramProblem) -> ProgramOutput {
        try await ProgramRun.output(
            "/bin/sh", ["-c", script], environment: environment, limit: limit ?? self.limit, most: bytes)
    }

    /// Whether the process is there and not merely waiting for its exit code to be read.
    func isRunning(_ process: Substring) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        return status.split(separator: ")").last?.first { $0 != " " } != "Z"
    }

    /// Returns when the process is gone; it was sent a signal that it cannot refuse.
    func end(of process: Substring) async {
        while isRunning(process), !Task.isCancelled { await Task.yield() }
        #expect(!isRunning(process))
    }

    @Test("Exit code and both streams come back, each for itself")
    func streams() async throws {
        let result = try await shell("echo out; echo bad >&2; exit 3")
        #expect(result == ProgramOutput(status: 3, output: "out\n", errors: "bad\n"))
    }

    @Test("Arguments are no shell's business")
    func arguments() async throws {
        let result = try await ProgramRun.output(
            "/bin/echo", ["$HOME", "a b", "'", ";id"], limit: limit, most: 1_000)
        #expect(result.output == "$HOME a b ' ;id\n")
    }

    @Test("A name is looked for in the PATH of the program's environment")
    func name() async throws {
        let result = try await ProgramRun.output(
            "echo", ["here"], environment: ["PATH": "/usr/bin:/bin"], limit: limit, most: 1_000)
        #expect(result.output == "here\n")
        await #expect(throws: ProgramProblem.cannotStart("there is no such program")) {
            try await ProgramRun.output("echo", [], environment: ["PATH": "/nowhere"], limit: limit, most: 1_000)
        }
    }

    @Test("Streams over the limit are cut, not waited for", arguments: [1, 1_000, 100_000])
    func bounded(most: Int) async throws {
        let result = try await shell("yes | head -c 5000000; yes no | head -c 3000000 >&2; exit 0", most: most)
        #expect(result.status == 0)
        #expect(result.output.utf8.count == most)
        #expect(result.errors.utf8.count == most)
    }

    @Test("A program that waits for input finds none")
    func input() async throws {
        #expect(try await shell("cat; echo end").output == "end\n")
    }

    @Test("A program that closes its streams is waited for")
    func closedStreams() async throws {
        #expect(try await shell("exec >&- 2>&-; sleep 0.1; exit 5").status == 5)
    }

    @Test("Bytes that are no text do no harm")
    func notText() async throws {
        #expect(try await shell("printf '\\377a'").output == "\u{fffd}a")
    }

    @Test("What cannot be executed cannot start", arguments: ["/nonexistent/program", "/etc/passwd", "/tmp", ""])
    func cannotStart(path: String) async {
        await #expect {
            try await ProgramRun.output(path, [], limit: limit, most: 1_000)
        } throws: { error in
            if case .cannotStart(let reason) = error as? ProgramProblem { !reason.isEmpty } else { false }
        }
    }

    @Test("A program that a signal ended says so")
    func killed() async {
        await #expect(throws: ProgramProblem.killed(9)) { try await shell("kill -9 $$") }
    }

    @Test("After the limit the program and its children are ended")
    func tooLong() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: file) }
        await #expect(throws: ProgramProblem.tooLong) {
            try await shell("sleep 600 & echo $! $$ > \(file); wait", limit: .seconds(1))
        }
        let processes = try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isWhitespace)
        #expect(processes.count == 2)
        for process in processes { await end(of: process) }
    }

    @Test("Who does not end when asked is killed, with its children", .timeLimit(.minutes(1)))
    func stubborn() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let script = "trap '' TERM; sh -c 'while :; do sleep 1; done' & echo $! $$ > \(file); while :; do sleep 1; done"
        await #expect(throws: ProgramProblem.tooLong) { try await shell(script, limit: .seconds(1)) }
        let processes = try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isWhitespace)
        #expect(processes.count == 2)
        for process in processes { await end(of: process) }
    }

    @Test("A child that outlives its program, and holds its output, is ended too", .timeLimit(.minutes(1)))
    func leftBehind() async throws {
        let result = try await shell("(trap '' TERM; while :; do sleep 1; done) & echo $!")
        #expect(result.status == 0)
        await end(of: result.output.dropLast())
    }

    @Test("A cancelled caller's program is ended", .timeLimit(.minutes(1)))
    func cancelled() async throws {
        let pipe = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        #expect(mkfifo(pipe, 0o600) == 0)
        defer { try? FileManager.default.removeItem(atPath: pipe) }
        let work = Task { () -> ProgramProblem? in
            do throws(ProgramProblem) {
                _ = try await shell("echo $$ > \(pipe); sleep 600")
                return nil
            } catch {
                return error
            }
        }
        // Reading the pipe waits for the program, on a thread that is not the tasks'.
        let process = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let line = try? FileHandle(forReadingAtPath: pipe)?.readToEnd()
                continuation.resume(returning: String(decoding: line ?? Data(), as: UTF8.self))
            }
        }
        work.cancel()
        #expect(await work.value == .cancelled)
        #expect(process.last == "\n")
        await end(of: process.dropLast())
    }

    @Test("A cancelled task starts nothing")
    func cancelledBefore() async {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        let work = Task { () -> ProgramProblem? in
            while !Task.isCancelled { await Task.yield() }
            do throws(ProgramProblem) {
                _ = try await shell("touch \(file)")
                return nil
            } catch {
                return error
            }
        }
        work.cancel()
        #expect(await work.value == .cancelled)
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test("Many programs at once each get their own output, and leave no file open")
    func many() async throws {
        let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        for batch in 0..<10 {
            try await withThrowingTaskGroup(of: (Int, String).self) { group in
                for number in 0..<20 {
                    group.addTask { (number, try await shell("echo \(batch).\(number)").output) }
                }
                for try await (number, output) in group { #expect(output == "\(batch).\(number)\n") }
            }
        }
        // Other tests of the process open files meanwhile; two hundred runs that leaked would show.
        let after = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        #expect(after < before + 150)
    }

    @Test("A given environment is all that the program gets")
    func environment() async throws {
        let result = try await ProgramRun.output("/usr/bin/env", [], environment: ["A": "1"], limit: limit, most: 1_000)
        #expect(result.output == "A=1\n")
    }

    @Test("Of ours, passwords and keys do not pass, what drivers and locales need does")
    func passedEnvironment() {
        let ours = [
            "BT_PW_COLD": "secret", "WANDB_API_KEY": "secret", "WEBHOOKS_SECRET": "secret", "PATH": "/bin",
            "LC_ALL": "C", "CUDA_VISIBLE_DEVICES": "0", "HOME": "/root",
        ]
        #expect(
            ProgramEnvironment.passed(of: ours)
                == ["PATH": "/bin", "LC_ALL": "C", "CUDA_VISIBLE_DEVICES": "0", "HOME": "/root"])
        #expect(ProgramEnvironment.passed(of: [:])["PATH"] == "/usr/local/bin:/usr/bin:/bin")
    }
}
