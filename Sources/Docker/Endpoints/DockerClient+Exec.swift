import NIOHTTP1

extension DockerClient {
    /// A program is ready to be run in the container; the result is its id.
    ///
    /// Maps to `POST /containers/{id}/exec`; 409 when the container does not run or is paused.
    package func createExec(
        _ spec: ExecSpec, in id: String, timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> String {
        try await decode(container(.POST, id, "/exec", timeout).sending(spec), as: CreatedExec.self).id
    }

    /// The program has run, and this is what it wrote, at most `limit` bytes of each stream.
    ///
    /// Maps to `POST /exec/{id}/start`.
    package func startExec(
        _ exec: String, limit: Int = 1024 * 1024, timeout: Duration = .seconds(30)
    ) async throws(DockerError) -> CollectedOutput {
        let call = try EngineCall(.POST, "/exec/\(try EngineName.object(exec))/start", limit: timeout)
            .sending(StartExec())
        return try await output(of: call, limit: limit)
    }

    /// Maps to `GET /exec/{id}/json`.
    package func inspectExec(
        _ exec: String, timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> ExecDetails {
        let call = EngineCall(.GET, "/exec/\(try EngineName.object(exec))/json", limit: timeout)
        return try await decode(call, as: ExecDetails.self)
    }

    /// The program has run in the container: its exit code and what it wrote.
    ///
    /// `timeout` bounds its run; the program itself goes on when it passes. Three calls: create, start, inspect.
    package func exec(
        _ command: [String], in id: String, limit: Int = 1024 * 1024, timeout: Duration = .seconds(30)
    ) async throws(DockerError) -> ExecResult {
        let exec = try await createExec(ExecSpec(command), in: id)
        let output = try await startExec(exec, limit: limit, timeout: timeout)
        guard let code = try await inspectExec(exec).exitCode else {
            throw .protocolViolation(call: "GET /exec/\(exec)/json", reason: "no exit code after the end of the output")
        }
        return ExecResult(exitCode: code, output: output)
    }
}

private struct CreatedExec: Decodable, Sendable {
    var id: String

    enum CodingKeys: String, CodingKey {
        case id = "Id"
    }
}

private struct StartExec: Encodable {
    var detach = false
    var terminal = false

    enum CodingKeys: String, CodingKey {
        case detach = "Detach"
        case terminal = "Tty"
    }
}
