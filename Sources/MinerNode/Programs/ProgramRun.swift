internal import Foundation
internal import Glibc
internal import Subprocess
internal import Timing

/// Runs programs of the system to their end, with a limit on all that they could take too much of.
package enum ProgramRun {
    /// How long a program that is asked to end may take before it is killed.
    static let grace: Duration = .seconds(1)

    /// What the program said, once it and all that it started have ended.
    ///
    /// It runs in a session of its own with nothing to read. What it leaves running in that session is killed when it
    /// ends, also when it ends well.
    ///
    /// - Parameters:
    ///   - path: The program's file, or a name without `/` that is looked for in the `PATH` of its environment.
    ///   - environment: All its variables; nil: those of ours that ``ProgramEnvironment`` lets pass.
    ///   - limit: Then the program and its children are asked to end (TERM), and killed ``grace`` later.
    ///   - bytes: What is kept of each of the two streams; the rest is read and dropped.
    /// - Throws: ``ProgramProblem``; an exit code other than 0 is no error.
    package static func output(
        _ path: String, _ arguments: [String], environment: [String: String]? = nil, limit: Duration, most bytes: Int
    ) async throws(ProgramProblem) -> ProgramOutput {
        guard !Task.isCancelled else { throw .cancelled }
        let configuration = Self.configuration(
            path, arguments, environment ?? ProgramEnvironment.passed(of: ProcessInfo.processInfo.environment))
        let ended: Ended
        do {
            ended = try await TimeLimit.run(limit) { try await run(configuration, most: bytes) }
        } catch {
            throw problem(error)
        }
        guard !Task.isCancelled else { throw .cancelled }
        switch ended.status {
        case .exited(let code):
            return ProgramOutput(status: code, output: ended.streams.output, errors: ended.streams.errors)
        case .signaled(let signal):
            throw .killed(signal)
        }
    }

    private struct Streams: Sendable {
        var output: String
        var errors: String
    }

    private struct Ended: Sendable {
        var status: TerminationStatus
        var streams: Streams
    }

    private static func configuration(
        _ path: String, _ arguments: [String], _ environment: [String: String]
    ) -> Configuration {
        var options = PlatformOptions()
        // The session is also a process group of its own, which is what signals are sent to.
        options.createSession = true
        options.teardownSequence = [.send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace)]
        var variables: [Environment.Key: String] = [:]
        for (name, value) in environment {
            if let key = Environment.Key(rawValue: name) { variables[key] = value }
        }
        return Configuration(
            executable: path.contains("/") ? .path(literal(path)) : .name(path), arguments: Arguments(arguments),
            environment: .custom(variables), platformOptions: options)
    }

    /// The path as the library's type for paths, whose module is no dependency of ours.
    private static func literal<Path: ExpressibleByStringLiteral>(_ path: String) -> Path
    where Path.StringLiteralType == String {
        Path(stringLiteral: path)
    }

    private static func run(_ configuration: Configuration, most bytes: Int) async throws -> Ended {
        let result = try await Subprocess.run(configuration, input: .none, output: .sequence, error: .sequence) {
            execution in
            async let output = text(execution.standardOutput, most: bytes)
            async let errors = text(execution.standardError, most: bytes)
            let streams = await Streams(output: output, errors: errors)
            await exit(of: execution.processIdentifier.value)
            // The program is not reaped yet, so that the group's number is still its own.
            try? execution.send(signal: .kill, toProcessGroup: true)
            return streams
        }
        return Ended(status: result.terminationStatus, streams: result.closureResult)
    }

    /// The first `most` bytes of a stream that was read to its end, as text.
    private static func text(_ stream: SubprocessOutputSequence, most: Int) async -> String {
        var kept: [UInt8] = []
        do {
            for try await buffer in stream where kept.count < most {
                buffer.withUnsafeBytes { kept.append(contentsOf: $0.prefix(most - kept.count)) }
            }
        } catch {
            // A stream that breaks is one that ends: the exit code tells how the program fared.
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// Returns when the process has ended, without taking its exit code; it is ended by others in time.
    private static func exit(of process: pid_t) async {
        // Unstructured: a cancelled caller waits all the same, for the end that the cancellation brings about.
        await Task {
            while !hasExited(process) { try? await Pacing.rest(.milliseconds(5)) }
        }.value
    }

    private static func hasExited(_ process: pid_t) -> Bool {
        var information = siginfo_t()
        let result = waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT | WNOHANG)
        return result == 0 ? information.si_signo != 0 : errno != EINTR
    }

    private static func problem(_ error: any Error) -> ProgramProblem {
        switch error {
        case is TimeLimit.Exceeded: .tooLong
        case is CancellationError: .cancelled
        case let error as SubprocessError where error.code == .executableNotFound:
            .cannotStart("there is no such program")
        case let error as SubprocessError:
            .cannotStart(error.underlyingError.map { "\($0)" } ?? "it cannot be executed")
        default: .cannotStart("it cannot be executed")
        }
    }
}
