/// The engine has just run a container.
struct ContainerCheck: DoctorCheck {
    let sight: SharedLook<EngineProbe.Sight>
    let isPresent: SharedLook<Bool>
    let run: @Sendable () async throws -> Void

    let name = "container"
    let limit = Duration.seconds(60)
    let remedyWhenSilent = "sudo systemctl restart docker, and see journalctl -u docker"

    func look() async throws -> DoctorOutcome {
        _ = try await sight.value(or: "the Docker Engine does not answer")
        guard try await isPresent.value(or: "the engine does not tell its images") else {
            throw DoctorPrerequisite(reason: "the base image is missing")
        }
        try await run()
        return .ok("one was created, ran and was removed")
    }
}
