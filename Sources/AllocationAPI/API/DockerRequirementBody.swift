import JSON
import Market

extension Parameters {
    /// The `DockerRequirement` of the body, given as the body itself or under `docker_requirement`.
    func dockerRequirement() throws -> DockerRequirement {
        var members = body
        switch body["docker_requirement"] {
        case .object(let nested): members = nested
        case nil, .null: break
        default: throw APIProblem.validation([("docker_requirement", "Input should be a valid dictionary")])
        }
        var problems: [(field: String, message: String)] = []
        func text(_ name: String, _ fallback: String) -> String {
            switch members[name] {
            case nil, .null: return fallback
            case .text(let value): return value
            default:
                problems.append((name, "Input should be a valid string"))
                return fallback
            }
        }
        let defaults = DockerRequirement()
        let wish = DockerRequirement(
            baseImage: text("base_image", defaults.baseImage), sshKey: text("ssh_key", ""),
            volumePath: text("volume_path", defaults.volumePath), dockerfile: text("dockerfile", ""))
        guard problems.isEmpty else { throw APIProblem.validation(problems) }
        return wish
    }
}
