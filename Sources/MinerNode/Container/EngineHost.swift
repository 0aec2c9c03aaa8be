package import Docker
package import Logging

/// The containers of one miner on a Docker Engine that others may use too.
///
/// Touches only what carries `ni.miner=<hotkey>` of its own, and the SSH base images, which miners share.
package struct EngineHost: ContainerHost {
    let docker: DockerClient
    let miner: String
    let baseImage: String
    let logger: Logger
    let takenOver = TakenOver()
    let builds = SharedBuilds()
    /// What building the SSH layer may take when no renter waits for it.
    private static let baseLimit = Duration.seconds(20 * 60)

    /// The containers of the miner with this hotkey (SS58), on `baseImage` when an order says nothing else.
    package init(docker: DockerClient, minerHotkey: String, baseImage: String, logger: Logger) {
        self.docker = docker
        miner = minerHotkey
        self.baseImage = baseImage
        self.logger = logger
    }

    package func prepareBase() async throws(HostError) {
        let log = BuildLog()
        _ = try await building(within: Self.baseLimit, log: log) { try await sshBase(on: baseImage, log: log) }
    }

    package func dataRoot() async -> String? {
        do {
            return try await docker.info(timeout: .seconds(5)).dataRoot
        } catch {
            logger.warning("the engine does not say where its data is", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    package func state(of id: String) async throws(HostError) -> ContainerState {
        guard let container = try await container(of: id) else { return .absent }
        do {
            let state = try await docker.inspectContainer(container).state
            return ContainerState(state.status, exitCode: state.exitCode)
        } catch  where error.isNotFound {
            return .absent
        } catch {
            throw .engine(error)
        }
    }

    package func start(_ id: String) async throws(HostError) {
        guard let container = try await container(of: id) else {
            throw .engine(.http(status: 404, message: "no container of this allocation"))
        }
        do {
            try await docker.startContainer(container)
        } catch  where error.isNotModified {
            return
        } catch {
            throw .engine(error)
        }
    }

    package func owned() async throws(HostError) -> [OwnedContainer] {
        try await containers(labels: ["\(ContainerLabels.miner)=\(miner)"]).compactMap { OwnedContainer($0) }
    }

    /// The filters for objects of one allocation, or for all of this miner's.
    func mine(_ id: String? = nil) -> EngineFilters {
        var labels = ["\(ContainerLabels.miner)=\(miner)"]
        if let id { labels.append("\(ContainerLabels.allocation)=\(id)") }
        return EngineFilters(["label": labels])
    }

    /// Id or name of the container of the allocation, in any state; those of a build do not count.
    func container(of id: String) async throws(HostError) -> String? {
        if takenOver.isContainer(of: id) { return TakenOver.tenant }
        let labels = ["\(ContainerLabels.miner)=\(miner)", "\(ContainerLabels.allocation)=\(id)"]
        return try await containers(labels: labels).first { OwnedContainer($0) != nil }?.id
    }

    private func containers(labels: [String]) async throws(HostError) -> [ContainerSummary] {
        do {
            return try await docker.listContainers(filters: EngineFilters(["label": labels]))
        } catch {
            throw .engine(error)
        }
    }
}
