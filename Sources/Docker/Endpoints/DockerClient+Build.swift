import AsyncHTTPClient
package import NIOCore
import NIOHTTP1

extension DockerClient {
    /// An image is being built from the tar archive `context`; the messages tell how, and how it ended.
    ///
    /// Containers of the build are removed whatever happens (`forcerm`). A failing build is a message, not an error;
    /// cancelling the task ends the build. `timeout` bounds the time until the first answer. Maps to `POST /build`.
    package func buildImage(
        context: [UInt8], options: BuildOptions, timeout: Duration = .seconds(60)
    ) async throws(DockerError) -> JSONLines<BuildMessage> {
        try await build(.bytes(ByteBuffer(bytes: context)), options, timeout)
    }

    /// As ``buildImage(context:options:timeout:)``, with a context that need not fit into memory.
    package func buildImage<Context: AsyncSequence & Sendable>(
        streaming context: Context, options: BuildOptions, timeout: Duration = .seconds(60)
    ) async throws(DockerError) -> JSONLines<BuildMessage> where Context.Element == ByteBuffer {
        try await build(.stream(context, length: .unknown), options, timeout)
    }

    /// An image is being made of the file system in the tar archive, and called `repository:tag`.
    ///
    /// Maps to `POST /images/create` with `fromSrc=-`.
    package func importImage<Archive: AsyncSequence & Sendable>(
        streaming archive: Archive, repository: String, tag: String, timeout: Duration = .seconds(600)
    ) async throws(DockerError) -> JSONLines<BuildMessage> where Archive.Element == ByteBuffer {
        let call = EngineCall(.POST, "/images/create", limit: timeout)
            .with("fromSrc", "-").with("repo", try EngineName.image(repository)).with("tag", tag)
            .sending(tar: .stream(archive, length: .unknown))
        return JSONLines(body: try await open(call), call: call.name, socket: socketPath)
    }

    private func build(
        _ context: HTTPClientRequest.Body, _ options: BuildOptions, _ timeout: Duration
    ) async throws(DockerError) -> JSONLines<BuildMessage> {
        var call = EngineCall(.POST, "/build", limit: timeout)
            .with("dockerfile", options.dockerfile)
            .with("rm", flag: true).with("forcerm", flag: true).with("nocache", flag: options.noCache)
            .with("networkmode", options.networkMode).with("memory", options.memory.map(String.init))
        if let tag = options.tag { call = call.with("t", try EngineName.image(tag)) }
        if !options.arguments.isEmpty { call = try call.with("buildargs", json: options.arguments) }
        if !options.labels.isEmpty { call = try call.with("labels", json: options.labels) }
        call = call.sending(tar: context)
        return JSONLines(body: try await open(call), call: call.name, socket: socketPath)
    }
}
