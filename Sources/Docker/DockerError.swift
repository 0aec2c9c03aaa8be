/// Which side broke when a call to the engine did not succeed.
package enum DockerError: Error, Sendable, Equatable {
    /// Nobody answers at the socket, or the connection was lost before the answer began.
    case unreachable(socket: String, reason: String)
    /// The time limit of the call passed; whether the engine did it is unknown.
    case timeout(call: String)
    /// The calling task was cancelled; whether the engine did it is unknown.
    case cancelled(call: String)
    /// The engine refused, with its own words (`{"message": …}`).
    case http(status: Int, message: String)
    /// The engine answered JSON that is not of the expected form.
    case decoding(call: String, reason: String)
    /// The engine's answer breaks HTTP, its own framing, or our size limits.
    case protocolViolation(call: String, reason: String)
    /// The engine speaks no version of the API that we do: its newest is `engine`, its oldest, where that is the reason,
    /// `minimum`.
    case unsupportedVersion(engine: String, minimum: String? = nil)
    /// `DOCKER_HOST` is not a unix socket.
    case unsupportedHost(String)
    /// A name that cannot be one of a container, image, volume or network; nothing was sent.
    case invalidName(String)

    /// True when the engine says that no such object exists (404).
    package var isNotFound: Bool { status == 404 }

    /// True when the engine says that the object's state is in the way (409), as "removal already in progress".
    package var isConflict: Bool { status == 409 }

    /// True when the object already was in the asked state (304), as a start of what runs.
    package var isNotModified: Bool { status == 304 }

    /// True when the call may or may not have been carried out.
    package var isOutcomeUnknown: Bool {
        switch self {
        case .timeout, .cancelled, .unreachable, .protocolViolation: true
        default: false
        }
    }

    private var status: Int? {
        guard case .http(let status, _) = self else { return nil }
        return status
    }
}

extension DockerError: CustomStringConvertible {
    /// One line for a person.
    package var description: String {
        switch self {
        case .unreachable(let socket, let reason): "no Docker Engine answers at \(socket): \(reason)"
        case .timeout(let call): "the Docker Engine did not answer in time (\(call))"
        case .cancelled(let call): "the call to the Docker Engine was cancelled (\(call))"
        case .http(let status, let message): "the Docker Engine refused (\(status)): \(message)"
        case .decoding(let call, let reason): "the Docker Engine's answer is not as expected (\(call)): \(reason)"
        case .protocolViolation(let call, let reason): "the Docker Engine's answer is broken (\(call)): \(reason)"
        case .unsupportedVersion(let engine, let minimum):
            "the Docker Engine speaks version \(minimum.map { "\($0) to " } ?? "")\(engine) of its API, "
                + "this program \(APIVersion.oldest) to \(APIVersion.newest)"
        case .unsupportedHost(let host): "DOCKER_HOST must be unix:///path/to/socket, but it is \(host)"
        case .invalidName(let name): "not a name the Docker Engine can have: \(name.prefix(80))"
        }
    }
}
