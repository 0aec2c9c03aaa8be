package import Docker
import Foundation
import Keys
import MinerNode

/// Removes a local network for good: what its miners have on the engine, then its directory.
package struct LocalnetCleaner: Sendable {
    private let directory: String
    private let docker: DockerClient

    package init(directory: String, docker: DockerClient) {
        self.directory = directory
        self.docker = docker
    }

    /// The directory is something else than a local network's.
    package struct NotALocalnet: Error, CustomStringConvertible {
        let directory: String
        package var description: String {
            "\(directory) holds no local network (no localnet.json); nothing was removed"
        }
    }

    /// Nothing of the network is left: container, volume, network, image, file. One that is not there is clean.
    /// - Throws: ``NotALocalnet``; or when it runs, or the engine cannot be reached: the directory is kept then, since
    ///   it says what to remove.
    package func clean() async throws {
        guard FileManager.default.fileExists(atPath: directory) else { return }
        guard let plan = try LocalnetPlan.read(directory) else { throw NotALocalnet(directory: directory) }
        let lock = try DirectoryLock(directory)
        for member in plan.miners {
            let wallet = Wallet(name: member.wallet, root: "\(directory)/wallets")
            guard let hotkey = try? wallet.hotkeyPublic() else { continue }
            try await removeAll(label: "ni.miner=\(hotkey)")
        }
        // SSH base images are shared: those that were there before this network are somebody else's.
        try await removeImages(label: "ni.image", except: Set(plan.imagesBefore))
        removeFiles(of: plan)
        withExtendedLifetime(lock) {}
    }

    /// Only what a local network writes: the directory goes when nothing else is in it.
    private func removeFiles(of plan: LocalnetPlan) {
        let names =
            [
                "wallets", "cert", "chain", "hub", "network.json", "ready.json", "database.db", "database.db-wal",
                "database.db-shm", "database.db.lock",
            ]
            + ["database.db.key", "lock"] + plan.miners.map(\.wallet) + ["localnet.json"]
        for name in names { try? FileManager.default.removeItem(atPath: "\(directory)/\(name)") }
        rmdir(directory)
    }

    private func removeAll(label: String) async throws {
        let filters = EngineFilters(["label": [label]])
        for container in try await docker.listContainers(all: true, filters: filters) {
            try await ignoringAbsence { try await docker.removeContainer(container.id, force: true, volumes: true) }
        }
        for volume in try await docker.listVolumes(filters: filters) {
            try await ignoringAbsence { try await docker.removeVolume(volume.name) }
        }
        for network in try await docker.listNetworks(filters: filters) {
            try await ignoringAbsence { try await docker.removeNetwork(network.id) }
        }
        try await removeImages(label: label)
    }

    private func removeImages(label: String, except kept: Set<String> = []) async throws {
        for image in try await docker.listImages(filters: EngineFilters(["label": [label]]))
        where !kept.contains(image.id) {
            // One that another miner's container uses stays; it is that miner's.
            try await ignoringAbsence { _ = try await docker.removeImage(image.id, force: false) }
        }
    }

    private func ignoringAbsence(_ removal: () async throws -> Void) async throws {
        do {
            try await removal()
        } catch let error as DockerError where error.isNotFound || error.isConflict {
            return
        }
    }
}
