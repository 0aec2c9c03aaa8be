package import Docker

/// Why a container cannot be provisioned, looked at or removed.
package enum HostError: Error, Sendable, Equatable {
    case engine(DockerError)
    /// The renter's commands, or our SSH layer, failed or took too long; with the last lines of the log.
    case build(log: String)
    /// The engine has no such base image.
    case imageMissing(String)
    /// Another program listens at the SSH port.
    case portTaken(Int)
    /// The container ended by itself; with the last lines of its log.
    case startedButExited(log: String)
    /// The container runs, but its sshd does not answer.
    case sshSilent
    /// This step took too long.
    case timedOut(ProvisionStep)
    /// Some of the allocation's objects could not be removed in time.
    case notRemoved([String])
    /// A file in the container does not say afterwards what was written into it.
    case notWritten(String)
    /// An order that no container can be made from.
    case badOrder(String)
}

extension HostError: CustomStringConvertible {
    /// One line, and the log where there is one, for the renter.
    package var description: String {
        switch self {
        case .engine(let error): error.description
        case .build(let log): "the image could not be built:\n\(log)"
        case .imageMissing(let name): "this machine does not have the base image \(name)"
        case .portTaken(let port): "port \(port) of this machine is taken by another program"
        case .startedButExited(let log): "the container ended at its start:\n\(log)"
        case .sshSilent: "the container runs, but its SSH server does not answer"
        case .timedOut(let step): "took too long before this was true: \(step.rawValue)"
        case .notRemoved(let names): "could not be removed in time: \(names.joined(separator: ", "))"
        case .notWritten(let path): "\(path) in the container could not be written"
        case .badOrder(let reason): "no container can be made from this order: \(reason)"
        }
    }
}
