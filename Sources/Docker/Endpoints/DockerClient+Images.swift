import NIOHTTP1

extension DockerClient {
    /// The images that pass the filters, without the layers between.
    ///
    /// Maps to `GET /images/json`.
    package func listImages(
        filters: EngineFilters = [:], timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> [ImageSummary] {
        try await decode(EngineCall(.GET, "/images/json", limit: timeout).with(filters), as: [ImageSummary]?.self) ?? []
    }

    /// Maps to `GET /images/{name}/json`.
    package func inspectImage(
        _ name: String, timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> ImageDetails {
        try await decode(image(.GET, name, "/json", timeout), as: ImageDetails.self)
    }

    /// The image is also called `repository:tag`.
    ///
    /// Maps to `POST /images/{name}/tag`.
    package func tagImage(
        _ name: String, repository: String, tag: String, timeout: Duration = .seconds(20)
    ) async throws(DockerError) {
        let call = try image(.POST, name, "/tag", timeout).with("repo", EngineName.image(repository)).with("tag", tag)
        try await perform(call)
    }

    /// The name, and with the last name the image, is gone; with `force` also when a stopped container is made of it.
    ///
    /// Maps to `DELETE /images/{name}`; 404 when gone already, 409 when a container or image needs it.
    @discardableResult
    package func removeImage(
        _ name: String, force: Bool = false, timeout: Duration = .seconds(30)
    ) async throws(DockerError) -> [RemovedImage] {
        let call = try image(.DELETE, name, "", timeout).with("force", flag: force)
        return try await decode(call, as: [RemovedImage]?.self) ?? []
    }

    /// The steps that made the image, newest first.
    ///
    /// Maps to `GET /images/{name}/history`.
    package func imageHistory(
        _ name: String, timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> [ImageLayer] {
        try await decode(image(.GET, name, "/history", timeout), as: [ImageLayer].self)
    }

    private func image(
        _ method: HTTPMethod, _ name: String, _ rest: String, _ timeout: Duration
    ) throws(DockerError) -> EngineCall {
        EngineCall(method, "/images/\(try EngineName.image(name))\(rest)", limit: timeout)
    }
}
