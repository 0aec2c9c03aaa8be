import Docker
import Logging
import Synchronization

/// The removal of everything that carries an allocation's labels.
///
/// The engine refuses while it is busy with an object (403, 404, 409, and 500 from some drivers): those are states on
/// the way, so that the only test of success is that nothing is listed any more.
final class Removal: Sendable {
    private let docker: DockerClient
    private let filters: EngineFilters
    private let logger: Logger
    private let seen = Mutex<[String]>([])

    init(docker: DockerClient, filters: EngineFilters, logger: Logger) {
        self.docker = docker
        self.filters = filters
        self.logger = logger
    }

    /// What was there at the last look.
    var left: [String] { seen.withLock { $0 } }

    /// The containers that ran have been asked to end, and were killed when they had not after `grace`.
    ///
    /// A paused one cannot hear; the force that follows is for it. Errors do not matter: force follows for all.
    func stop(grace: Duration) async throws(DockerError) {
        let running = try await docker.listContainers(filters: filters).filter { $0.status == .running }
        await withTaskGroup { group in
            for container in running {
                group.addTask { [docker] in
                    try? await docker.stopContainer(container.id, grace: grace, timeout: grace + .seconds(1))
                }
            }
        }
    }

    /// True when nothing is there; otherwise all of it has been told to go.
    func sweep() async throws(DockerError) -> Bool {
        let containers = try await docker.listContainers(filters: filters).map(\.id)
        try await removeEach(containers) { [docker] id throws(DockerError) in
            try await docker.removeContainer(id, force: true, volumes: true)
        }
        // These go only when no container has them.
        let volumes = try await docker.listVolumes(filters: filters).map(\.name)
        let networks = try await docker.listNetworks(filters: filters).map(\.id)
        let images = try await docker.listImages(filters: filters).map(\.id)
        seen.withLock { $0 = containers + volumes + networks + images }
        if left.isEmpty { return true }
        try await removeEach(volumes) { [docker] name throws(DockerError) in
            try await docker.removeVolume(name, force: true)
        }
        try await removeEach(networks) { [docker] id throws(DockerError) in try await docker.removeNetwork(id) }
        try await removeEach(images) { [docker] id throws(DockerError) in
            try await docker.removeImage(id, force: true)
        }
        return false
    }

    private func removeEach(
        _ names: [String], _ remove: @escaping @Sendable (String) async throws(DockerError) -> Void
    ) async throws(DockerError) {
        for name in names {
            do {
                try await remove(name)
            } catch {
                guard case .http(let status, _) = error else { throw error }
                logger.debug("not removed yet", metadata: ["object": "\(name)", "docker.status": "\(status)"])
            }
        }
    }
}
