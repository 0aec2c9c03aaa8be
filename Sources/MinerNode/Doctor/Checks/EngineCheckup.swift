import Docker
import Foundation

/// The Docker Engine answers.
struct EngineCheckup: DoctorCheck {
    let socket: String
    let sight: SharedLook<EngineProbe.Sight>

    let name = "docker"
    let remedyWhenSilent = "sudo systemctl restart docker"

    func look() async throws -> DoctorOutcome {
        do {
            let sight = try await sight.value
            return .ok("version \(sight.version), API \(sight.apiVersion), at \(socket)")
        } catch let error as DockerError {
            return .problem("\(error)", mend: remedy(error))
        }
    }

    private func remedy(_ error: DockerError) -> String {
        switch error {
        case .unsupportedHost: "export DOCKER_HOST=unix:///var/run/docker.sock"
        case .unsupportedVersion(_, .some): "install a newer nicompute, or Docker Engine 29"
        case .unsupportedVersion: "install a Docker Engine of 2020 (20.10) or later"
        case .unreachable where !FileManager.default.fileExists(atPath: socket):
            "sudo apt-get install -y docker.io && sudo systemctl enable --now docker, or name its socket in DOCKER_HOST"
        case .unreachable where access(socket, R_OK | W_OK) != 0:
            "sudo usermod -aG docker \"$USER\", and log in again"
        default: remedyWhenSilent
        }
    }
}
