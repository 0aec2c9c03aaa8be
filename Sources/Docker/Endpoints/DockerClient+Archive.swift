import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension DockerClient {
    /// The files of the archive are in the container's directory `path`, whether it runs or not.
    ///
    /// Maps to `PUT /containers/{id}/archive`; 404 when there is no such directory.
    package func putArchive(
        _ tar: [UInt8], into id: String, at path: String, timeout: Duration = .seconds(30)
    ) async throws(DockerError) {
        let call = try container(.PUT, id, "/archive", timeout)
            .with("path", path).with("noOverwriteDirNonDir", flag: true)
            .sending(tar: .bytes(ByteBuffer(bytes: tar)))
        try await perform(call)
    }

    /// A tar archive of `path` in the container, at most `limit` bytes; its entries begin with the last part of the path.
    ///
    /// Maps to `GET /containers/{id}/archive`; 404 when there is no such path.
    package func getArchive(
        of path: String, from id: String, limit: Int = 1024 * 1024, timeout: Duration = .seconds(30)
    ) async throws(DockerError) -> [UInt8] {
        let call = try container(.GET, id, "/archive", timeout).with("path", path)
        return Array(try await collect(call, upTo: limit).readableBytesView)
    }
}
