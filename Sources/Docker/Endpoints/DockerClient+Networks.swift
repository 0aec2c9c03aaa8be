import NIOHTTP1

extension DockerClient {
    /// A network of `spec` exists; the result is its id.
    ///
    /// Maps to `POST /networks/create`; 409 when the name is taken.
    @discardableResult
    package func createNetwork(
        _ spec: NetworkSpec, timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> String {
        _ = try EngineName.object(spec.name)
        let call = try EngineCall(.POST, "/networks/create", limit: timeout).sending(spec)
        return try await decode(call, as: CreatedNetwork.self).id
    }

    /// Maps to `GET /networks/{id}`.
    package func inspectNetwork(
        _ id: String, timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> EngineNetwork {
        let call = EngineCall(.GET, "/networks/\(try EngineName.object(id))", limit: timeout)
        return try await decode(call, as: EngineNetwork.self)
    }

    /// Maps to `GET /networks`.
    package func listNetworks(
        filters: EngineFilters = [:], timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> [EngineNetwork] {
        try await decode(EngineCall(.GET, "/networks", limit: timeout).with(filters), as: [EngineNetwork].self)
    }

    /// The network is gone.
    ///
    /// Maps to `DELETE /networks/{id}`; 404 when gone already, 403 while a container is in it.
    package func removeNetwork(_ id: String, timeout: Duration = .seconds(20)) async throws(DockerError) {
        try await perform(EngineCall(.DELETE, "/networks/\(try EngineName.object(id))", limit: timeout))
    }
}

private struct CreatedNetwork: Decodable, Sendable {
    var id: String

    enum CodingKeys: String, CodingKey {
        case id = "Id"
    }
}
