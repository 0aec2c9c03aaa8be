import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension DockerClient {
    /// What the container wrote so far: the last `lines` lines, at most `limit` bytes of each stream.
    ///
    /// For containers without a terminal. Maps to `GET /containers/{id}/logs`.
    package func containerLogs(
        _ id: String, lines: Int = 200, limit: Int = 64 * 1024, timeout: Duration = .seconds(10)
    ) async throws(DockerError) -> CollectedOutput {
        let call = try container(.GET, id, "/logs", timeout)
            .with("stdout", flag: true).with("stderr", flag: true).with("tail", String(lines))
        return try await output(of: call, limit: limit)
    }

    /// The multiplexed answer to `call`, taken apart.
    func output(of call: EngineCall, limit: Int) async throws(DockerError) -> CollectedOutput {
        try await bounded(call) { response in
            var streams = StreamDemultiplexer(maximum: limit)
            do {
                for try await piece in response.body { try streams.append(piece) }
            } catch is StreamDemultiplexer.BadFrame {
                throw DockerError.protocolViolation(call: call.name, reason: "not a stream of frames")
            }
            try Task.checkCancellation()
            guard streams.isAtBoundary else {
                throw DockerError.protocolViolation(call: call.name, reason: "the stream ends within a frame")
            }
            return streams.output
        }
    }
}
