import Market
import Synchronization
import TestSupport
import Testing

@testable import MinerNode

/// The miner's side of `Challenge`.
struct ChallengeHandlerTests {
    func handler(_ answer: @escaping @Sendable () -> ProgramOutput) -> ChallengeHandler {
        let runner = HashcatRunner(settings: Challenges.settings()) { _, _, _ in answer() }
        return ChallengeHandler(runner: runner, logger: .silent)
    }

    @Test("Where challenges are not worked on, every message comes back unchanged", arguments: [3, 0, -1])
    func off(difficulty: Int) async {
        var message = Challenges.message
        message.difficulty = difficulty
        let handler = ChallengeHandler(runner: nil, logger: .silent)
        #expect(await handler.answer(message, from: Challenges.caller) == message)
        #expect(await handler.answer(Challenge(), from: Challenges.caller) == Challenge())
    }

    @Test("A solved challenge has the password in its output, and is the same otherwise")
    func solved() async {
        let message = Challenges.message(password: "abc")
        let handler = handler {
            ProgramOutput(status: 0, output: "\(message.hash):\(message.salt):abc\n", errors: "")
        }
        var answer = await handler.answer(message, from: Challenges.caller)
        #expect(answer.output.password == "abc")
        answer.output = ChallengeOutput()
        #expect(answer == message)
    }

    @Test("A hostile challenge is refused with a reason and never run")
    func refused() async {
        let runs = Mutex(0)
        let runner = HashcatRunner(settings: Challenges.settings()) { _, _, _ in
            runs.withLock { $0 += 1 }
            return ProgramOutput(status: 1, output: "", errors: "")
        }
        let handler = ChallengeHandler(runner: runner, logger: .silent)
        let changes: [(inout Challenge) -> Void] = [
            { $0.hash = "--help" }, { $0.salt = "a:b" }, { $0.chars = "\n" }, { $0.mask = "?a" }, { $0.mode = "0" },
            { $0.difficulty = 0 },
        ]
        for change in changes {
            var message = Challenges.message
            change(&message)
            let answer = await handler.answer(message, from: Challenges.caller)
            #expect(answer.output.password == nil)
            #expect(answer.output.error?.isEmpty == false)
        }
        #expect(runs.withLock { $0 } == 0)
    }

    @Test("The log's id is caller, difficulty and a piece of the hash; nothing hostile gets into it")
    func logID() {
        var message = Challenges.message
        message.hash = "$BLAKE2$0123456789abcdef"
        message.difficulty = 7
        #expect(ChallengeHandler.logID(message, caller: "5GrwvaEFxxxx") == "5GrwvaEF/7/23456789ab")
        message.hash = "$BLAKE2$01\n\u{1b}[2Jé=\"x"
        #expect(ChallengeHandler.logID(message, caller: "5GrwvaEFxxxx") == "5GrwvaEF/7/???2J???x")
        message.hash = "short"
        #expect(ChallengeHandler.logID(message, caller: "5GrwvaEFxxxx") == "5GrwvaEF/7/")
    }
}
