import NIOHTTP1

extension DockerClient {
    /// A volume of that name exists; one that already did is left as it is.
    ///
    /// Maps to `POST /volumes/create`.
    @discardableResult
    package func createVolume(
        _ name: String, labels: [String: String] = [:], timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> Volume {
        let spec = VolumeSpec(name: try EngineName.object(name), labels: labels)
        return try await decode(
            EngineCall(.POST, "/volumes/create", limit: timeout).sending(spec), as: Volume.self)
    }

    /// Maps to `GET /volumes/{name}`.
    package func inspectVolume(_ name: String, timeout: Duration = .seconds(20)) async throws(DockerError) -> Volume {
        let call = EngineCall(.GET, "/volumes/\(try EngineName.object(name))", limit: timeout)
        return try await decode(call, as: Volume.self)
    }

    /// Maps to `GET /volumes`.
    package func listVolumes(
        filters: EngineFilters = [:], timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> [Volume] {
        let call = try EngineCall(.GET, "/volumes", limit: timeout).with(filters)
        return try await decode(call, as: VolumeList.self).volumes ?? []
    }

    /// The volume and its data are gone.
    ///
    /// Maps to `DELETE /volumes/{name}`; 404 when gone already, 409 while a container has it.
    package func removeVolume(
        _ name: String, force: Bool = false, timeout: Duration = .seconds(20)
    ) async throws(DockerError) {
        let call = EngineCall(.DELETE, "/volumes/\(try EngineName.object(name))", limit: timeout)
        try await perform(call.with("force", flag: force))
    }
}

private struct VolumeSpec: Encodable {
    var name: String
    var labels: [String: String]

    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case labels = "Labels"
    }
}

private struct VolumeList: Decodable, Sendable {
    var volumes: [Volume]?

    enum CodingKeys: String, CodingKey {
        case volumes = "Volumes"
    }
}
