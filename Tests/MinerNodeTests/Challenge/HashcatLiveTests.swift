import Foundation
import Market
import TestSupport
import Testing

@testable import MinerNode

/// The real hashcat, on the CPU.
struct HashcatLiveTests {
    /// Kernels stay here between runs: building them takes a CPU a minute, using them five seconds.
    static let directory = FileManager.default.temporaryDirectory.appending(path: "nicompute-hashcat-\(getuid())").path

    /// Whether hashcat is there and finds something to compute on.
    static func starts() async -> Bool {
        let result = try? await ProgramRun.output(
            "hashcat", ["-I"], environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": directory],
            limit: .seconds(60), most: 1 << 16)
        return result?.status == 0 && result?.output.contains("Device ID") == true
    }

    @Test(
        "hashcat finds the password of a challenge on the CPU",
        .enabled("hashcat does not start here (Debian: hashcat, pocl-opencl-icd, ocl-icd-libopencl1)") {
            await starts()
        },
        .timeLimit(.minutes(20)))
    func solves() async throws {
        var settings = HashcatSettings(directory: Self.directory, limit: .seconds(600))
        settings.device = .processors
        let runner = HashcatRunner(settings: settings)
        guard case .found = await runner.prepare() else {
            Issue.record("hashcat does not solve the challenge of the preparation")
            return
        }
        var generator = SystemRandomNumberGenerator()
        let posed = ChallengeMaker(difficulty: 4).pose(using: &generator)
        let handler = ChallengeHandler(runner: runner, logger: .silent)
        let answer = await handler.answer(posed.message, from: Challenges.caller)
        #expect(posed.check(answer.output.password), "\(answer.output)")
        #expect(answer.output.error == nil)

        // Passwords with the separator of hashcat's lines in them, and characters that look like an option.
        var message = posed.message
        message.chars = "-:a1$;[]{}"
        message.hash = ChallengeHash.text(password: "-:$]", salt: message.salt)
        #expect(await handler.answer(message, from: Challenges.caller).output.password == "-:$]")

        // A password that is not there.
        message.hash = ChallengeHash.text(password: "zzzz", salt: message.salt)
        #expect(await handler.answer(message, from: Challenges.caller).output.error == "hashcat found no password")
    }
}
