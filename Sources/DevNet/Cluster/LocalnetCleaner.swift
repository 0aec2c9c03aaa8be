package import Docker
import Foundation
import Keys

/// Removes a local network for good: what its miners have on the engine, then its directory.
package struct LocalnetCleaner: Sendable {
    private let directory: String
    private let docker: DockerClient

    package init(directory: String, docker: DockerClient) {
        self.directory = directory
        self.docker = docker
    }

    /// Nothing of the network is left: container, volume, network, image, file.
    /// - Throws: when the engine cannot be reached; the directory is kept then, since it says what to remove.
    package func clean() async throws {
        if let plan = try LocalnetPlan.read(directory) {
            for member in plan.miners {
                let wallet = Wallet(name: member.wallet, root: "\(directory)/wallets")
                guard let hotkey = try? wallet.hotkeyPublic() else { continue }
                try await removeAll(label: "ni.miner=\(hotkey)")
            }
            try await removeImages(label: "ni.image")
        }
        try? FileManager.default.removeItem(atPath: directory)
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

    private func removeImages(label: String) async throws {
        for image in try await docker.listImages(filters: EngineFilters(["label": [label]])) {
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
