/// The engine has the image from which containers of renters are made.
struct BaseImageCheck: DoctorCheck {
    let image: String
    let sight: SharedLook<EngineProbe.Sight>
    let isPresent: SharedLook<Bool>

    let name = "base-image"
    let remedyWhenSilent = "sudo systemctl restart docker"

    func look() async throws -> DoctorOutcome {
        _ = try await sight.value(or: "the Docker Engine does not answer")
        guard try await isPresent.value else {
            return .problem("the engine lacks \(image): every rental fails", mend: "docker pull \(image)")
        }
        return .ok(image)
    }
}
