import Docker
import Logging
import Timing

extension EngineHost {
    /// What a removal may take in all.
    private static let removalLimit = Duration.seconds(15)
    /// What a container gets to end by itself, within that.
    private static let grace = Duration.seconds(10)

    package func remove(_ id: String) async throws(HostError) {
        guard ObjectNames(id) != nil else { throw .badOrder("the id is not hexadecimal") }
        if takenOver.isContainer(of: id) {
            try await remove(named: TakenOver.tenant)
            takenOver.end()
        }
        let removal = Removal(docker: docker, filters: mine(id), logger: logger)
        do {
            try await TimeLimit.run(Self.removalLimit) {
                try await removal.stop(grace: Self.grace)
                for wait in Backoff(first: .milliseconds(50), most: .seconds(1)) {
                    if try await removal.sweep() { return }
                    try await Pacing.rest(wait)
                }
            }
        } catch let error as DockerError {
            throw .engine(error)
        } catch is TimeLimit.Exceeded {
            throw removal.left.isEmpty ? .engine(.timeout(call: "removal")) : .notRemoved(removal.left)
        } catch {
            throw .engine(.cancelled(call: "DELETE"))
        }
    }

    package func strays() async throws(HostError) -> [String] {
        try await engine { () throws(DockerError) in
            let containers = try await docker.listContainers(filters: mine())
            let labels =
                try await docker.listVolumes(filters: mine()).map(\.labels)
                + docker.listNetworks(filters: mine()).map(\.labels)
                + docker.listImages(filters: mine()).map(\.labels)
                // Without a kind it is a container of an image build.
                + containers.filter { OwnedContainer($0) == nil }.map(\.labels)
            let alive = Set(containers.compactMap { OwnedContainer($0)?.id })
            let found = Set(labels.compactMap { $0[ContainerLabels.allocation] }.filter { ObjectNames($0) != nil })
            return found.subtracting(alive).sorted()
        }
    }
}
