import NIOHTTP1

extension DockerClient {
    /// The engine answers, and this is the API version spoken with it.
    ///
    /// Maps to `GET /_ping`.
    package func ping(timeout: Duration = .seconds(5)) async throws(DockerError) -> APIVersion {
        negotiation.forget()
        var call = EngineCall(.GET, "/_ping", limit: timeout)
        call.versioned = true
        try await perform(call)
        guard let version = negotiation.current else {
            throw .protocolViolation(call: call.name, reason: "no Api-Version header")
        }
        return version
    }

    /// Maps to `GET /version`.
    package func version(timeout: Duration = .seconds(10)) async throws(DockerError) -> EngineVersion {
        try await decode(EngineCall(.GET, "/version", limit: timeout), as: EngineVersion.self)
    }

    /// Maps to `GET /info`.
    package func info(timeout: Duration = .seconds(20)) async throws(DockerError) -> EngineInfo {
        try await decode(EngineCall(.GET, "/info", limit: timeout), as: EngineInfo.self)
    }

    /// What happens in the engine from now on (or from `since`, unix seconds), as far as it passes the filters.
    ///
    /// `timeout` bounds the time until the stream begins; the stream itself ends when the task is cancelled.
    /// Maps to `GET /events`.
    package func events(
        filters: EngineFilters = [:], since: Int64? = nil, until: Int64? = nil, timeout: Duration = .seconds(20)
    ) async throws(DockerError) -> JSONLines<EngineEvent> {
        let call = try EngineCall(.GET, "/events", limit: timeout).with(filters)
            .with("since", since.map(String.init)).with("until", until.map(String.init))
        return JSONLines(body: try await open(call), call: call.name, socket: socketPath)
    }
}
