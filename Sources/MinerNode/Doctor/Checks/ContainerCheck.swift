/// The engine has just run a container, in which validators find what they need.
struct ContainerCheck: DoctorCheck {
    let sight: SharedLook<EngineProbe.Sight>
    let isPresent: SharedLook<Bool>
    let run: @Sendable () async throws -> Void
    let hasNumPy: @Sendable () async throws -> Bool

    let name = "container"
    let limit = Duration.seconds(60)
    let remedyWhenSilent = "sudo systemctl restart docker, and see journalctl -u docker"

    func look() async throws -> DoctorOutcome {
        _ = try await sight.value(or: "the Docker Engine does not answer")
        guard try await isPresent.value(or: "the engine does not tell its images") else {
            throw DoctorPrerequisite(reason: "the base image is missing")
        }
        try await run()
        guard try await hasNumPy() else {
            return .warning(
                "one ran, but has no Python with NumPy: Python validators cannot prove this machine",
                mend: "choose a --miner.base-image with python3 and NumPy, or let image builds reach the internet: "
                    + "the SSH layer installs them")
        }
        return .ok("one was created, ran and was removed")
    }
}
