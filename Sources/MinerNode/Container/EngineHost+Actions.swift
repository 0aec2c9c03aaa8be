import Docker
import Market
import Timing

extension EngineHost {
    /// What a container gets to end by itself when it is restarted.
    private static let restartGrace = Duration.seconds(10)
    /// Bytes of `authorized_keys` that are kept; a longer file is the tenant's mistake, and is refused.
    private static let keysLimit = 64 * 1_024

    package func act(
        _ action: ContainerAction, on id: String, address: SSHAddress
    ) async throws(HostError) -> ContainerState {
        guard let container = try await container(of: id) else { return .absent }
        switch action {
        case .restart: try await restart(container, address)
        // A conflict is what the engine says of a container that is paused already; the look that follows tells.
        case .pause: try await tolerating { () throws(DockerError) in try await docker.pauseContainer(container) }
        case .unpause: try await tolerating { () throws(DockerError) in try await docker.unpauseContainer(container) }
        case .exchangeKey(let line, let key): try await exchange(line, key, in: container)
        }
        return try await state(of: id)
    }

    private func restart(_ container: String, _ address: SSHAddress) async throws(HostError) {
        // One that stands still cannot end by itself.
        try await tolerating { () throws(DockerError) in try await docker.unpauseContainer(container) }
        try await engine { () throws(DockerError) in
            try await docker.restartContainer(container, grace: Self.restartGrace)
        }
        let before = try await engine { () throws(DockerError) in try await docker.inspectContainer(container) }
        try await waitForSSH(container, address, restarts: before.restartCount)
    }

    /// `call`, whose refusal for the container's present state is no error.
    private func tolerating(_ call: () async throws(DockerError) -> Void) async throws(HostError) {
        do {
            try await call()
        } catch {
            guard case .http(let status, _) = error, [304, 409, 500].contains(status) else { throw .engine(error) }
        }
    }

    /// The file is written from outside, without a shell; sshd reads it at each log-in, so that sessions live on.
    ///
    /// A link or folder in its place is left as it is: whose keys it stands for cannot be known, and they would be lost.
    private func exchange(
        _ line: ContainerAction.KeyLine, _ key: SSHPublicKey, in container: String
    ) async throws(HostError) {
        let path = "/root/.ssh/authorized_keys"
        var keys = AuthorizedKeys("")
        switch try await file(path, in: container) {
        case .absent: break
        case .text(let text): keys = AuthorizedKeys(text)
        case .other: throw .notWritten(path)
        }
        keys.put(key, at: line)
        let files = try archive { () throws(TarError) in try AccessFiles.archive(keys) }
        try await engine { () throws(DockerError) in try await docker.putArchive(files, into: container, at: "/") }
        guard try await file(path, in: container) == .text(keys.text) else { throw .notWritten(path) }
    }

    /// The key of the container's sshd; nil when there is none that we know how to tell.
    func hostKey(of container: String) async throws(HostError) -> HostKey? {
        guard case .text(let line) = try await file("/etc/ssh/ssh_host_ed25519_key.pub", in: container) else {
            return nil
        }
        return HostKey(line: line)
    }

    /// What is at a path of a container.
    private enum FileLook: Equatable {
        case absent
        case text(String)
        /// A link, a folder, a device.
        case other
    }

    private func file(_ path: String, in container: String) async throws(HostError) -> FileLook {
        let archive: [UInt8]
        do {
            archive = try await docker.getArchive(of: path, from: container, limit: Self.keysLimit)
        } catch  where error.isNotFound {
            return .absent
        } catch {
            throw .engine(error)
        }
        guard let entries = try? TarEntry.read(archive), let file = entries.first, file.kind == .file else {
            return .other
        }
        return .text(String(decoding: file.contents, as: UTF8.self))
    }
}
