import NIOHTTP1

extension DockerClient {
    /// A container of `spec` exists, not started.
    ///
    /// Maps to `POST /containers/create`; 409 when the name is taken, 404 when the image is missing.
    package func createContainer(
        _ spec: ContainerSpec, name: String? = nil, timeout: Duration = .seconds(60)
    ) async throws(DockerError) -> CreatedContainer {
        var call = try EngineCall(.POST, "/containers/create", limit: timeout).sending(spec)
        if let name { call = call.with("name", try EngineName.object(name)) }
        return try await decode(call, as: CreatedContainer.self)
    }

    /// The container runs.
    ///
    /// Maps to `POST /containers/{id}/start`; 304 when it already did.
    package func startContainer(_ id: String, timeout: Duration = .seconds(60)) async throws(DockerError) {
        try await perform(container(.POST, id, "/start", timeout))
    }

    /// Maps to `GET /containers/{id}/json`.
    package func inspectContainer(
        _ id: String, timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> ContainerDetails {
        try await decode(container(.GET, id, "/json", timeout), as: ContainerDetails.self)
    }

    /// The containers that pass the filters; only running ones unless `all`.
    ///
    /// Maps to `GET /containers/json`.
    package func listContainers(
        all: Bool = true, filters: EngineFilters = [:], timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> [ContainerSummary] {
        let call = try EngineCall(.GET, "/containers/json", limit: timeout).with("all", flag: all).with(filters)
        return try await decode(call, as: [ContainerSummary]?.self) ?? []
    }

    /// The container does not run: asked to stop, and killed after `grace` (whole seconds).
    ///
    /// Maps to `POST /containers/{id}/stop`; 304 when it did not run. The default limit is the grace and 10 s.
    package func stopContainer(
        _ id: String, grace: Duration, timeout: Duration? = nil
    ) async throws(DockerError) {
        let call = try container(.POST, id, "/stop", timeout ?? grace + .seconds(10))
        try await perform(call.with("t", String(grace.components.seconds)))
    }

    /// The main process of the container has been sent `signal`.
    ///
    /// Maps to `POST /containers/{id}/kill`; 409 when it does not run.
    package func killContainer(
        _ id: String, signal: String = "KILL", timeout: Duration = .seconds(10)
    ) async throws(DockerError) {
        try await perform(container(.POST, id, "/kill", timeout).with("signal", signal))
    }

    /// The container was stopped, as by ``stopContainer(_:grace:timeout:)``, and runs again.
    ///
    /// Maps to `POST /containers/{id}/restart`.
    package func restartContainer(
        _ id: String, grace: Duration, timeout: Duration? = nil
    ) async throws(DockerError) {
        let call = try container(.POST, id, "/restart", timeout ?? grace + .seconds(30))
        try await perform(call.with("t", String(grace.components.seconds)))
    }

    /// The container's processes stand still.
    ///
    /// Maps to `POST /containers/{id}/pause`; 409 when paused already or not running.
    package func pauseContainer(_ id: String, timeout: Duration = .seconds(20)) async throws(DockerError) {
        try await perform(container(.POST, id, "/pause", timeout))
    }

    /// The container's processes go on.
    ///
    /// Maps to `POST /containers/{id}/unpause`.
    package func unpauseContainer(_ id: String, timeout: Duration = .seconds(20)) async throws(DockerError) {
        try await perform(container(.POST, id, "/unpause", timeout))
    }

    /// The container is called `name`.
    ///
    /// Maps to `POST /containers/{id}/rename`; 409 when the name is taken.
    package func renameContainer(
        _ id: String, to name: String, timeout: Duration = .seconds(20)
    ) async throws(DockerError) {
        try await perform(container(.POST, id, "/rename", timeout).with("name", EngineName.object(name)))
    }

    /// Settings of the container are as in `update`.
    ///
    /// Maps to `POST /containers/{id}/update`.
    package func updateContainer(
        _ id: String, _ update: ContainerUpdate, timeout: Duration = .seconds(20)
    ) async throws(DockerError) {
        try await perform(container(.POST, id, "/update", timeout).sending(update))
    }

    /// The container is gone, with `force` also when it ran, with `volumes` also its nameless volumes.
    ///
    /// Maps to `DELETE /containers/{id}`; 404 when gone already, 409 when it runs or its removal is under way.
    package func removeContainer(
        _ id: String, force: Bool = false, volumes: Bool = false, timeout: Duration = .seconds(30)
    ) async throws(DockerError) {
        let call = try container(.DELETE, id, "", timeout).with("force", flag: force).with("v", flag: volumes)
        try await perform(call)
    }

    /// The exit code with which the container ended, once it meets `condition`.
    ///
    /// Maps to `POST /containers/{id}/wait`.
    package func waitForContainer(
        _ id: String, until condition: WaitCondition = .notRunning, timeout: Duration
    ) async throws(DockerError) -> Int {
        let call = try container(.POST, id, "/wait", timeout).with("condition", condition.rawValue)
        return try await decode(call, as: ExitStatus.self).code
    }

    func container(
        _ method: HTTPMethod, _ id: String, _ rest: String, _ timeout: Duration
    ) throws(DockerError) -> EngineCall {
        EngineCall(method, "/containers/\(try EngineName.object(id))\(rest)", limit: timeout)
    }
}

/// What to wait for.
package enum WaitCondition: String, Sendable {
    case notRunning = "not-running"
    case nextExit = "next-exit"
    case removed
}

private struct ExitStatus: Decodable, Sendable {
    var code: Int

    enum CodingKeys: String, CodingKey {
        case code = "StatusCode"
    }
}
