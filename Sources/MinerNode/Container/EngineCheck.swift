import Docker
import Keys
import Logging

extension EngineHost {
    /// The only output of the check container.
    private static let word = "nicompute-engine-works"

    /// The engine answers, and has shown that it creates and runs containers.
    /// - Throws: ``MinerProblem/engine(_:)`` in one line.
    package func check() async throws(MinerProblem) {
        try await checkAnswers()
        try await checkContainers()
    }

    /// The engine answers.
    /// - Throws: ``MinerProblem/engine(_:)`` in one line.
    package func checkAnswers() async throws(MinerProblem) {
        do {
            _ = try await docker.ping()
        } catch {
            throw .engine("\(error)")
        }
    }

    /// The engine has run a container whose only output is a known word.
    ///
    /// Without the base image there is nothing to run; that is said, and the engine's answer counts alone.
    /// - Throws: ``MinerProblem/engine(_:)`` in one line.
    package func checkContainers() async throws(MinerProblem) {
        let said: String?
        do {
            said = try await hasBaseImage() ? try await runCheckContainer() : nil
        } catch {
            throw .engine("\(error)")
        }
        guard let said else {
            logger.warning(
                "the engine lacks the base image: pull it, rentals fail until then", metadata: ["image": "\(baseImage)"]
            )
            return
        }
        guard said == Self.word else {
            throw .engine("its check container said something else than it was told to")
        }
    }

    private func hasBaseImage() async throws(DockerError) -> Bool {
        do {
            _ = try await docker.inspectImage(baseImage)
            return true
        } catch  where error.isNotFound {
            return false
        }
    }

    private func runCheckContainer() async throws(DockerError) -> String {
        let labels = [ContainerLabels.miner: miner, ContainerLabels.kind: "check"]
        // One of a process that died here may be left.
        let left = EngineFilters(["label": labels.map { "\($0)=\($1)" }])
        for container in try await docker.listContainers(filters: left) {
            try? await docker.removeContainer(container.id, force: true)
        }
        var spec = ContainerSpec(image: baseImage)
        spec.entrypoint = ["/bin/echo", "-n", Self.word]
        spec.labels = labels
        spec.host.networkMode = "none"
        let id = try await docker.createContainer(spec, name: "ni-check-\(Hex.encode(SecureRandom.bytes(6)))").id
        let said: String
        do {
            try await docker.startContainer(id)
            _ = try await docker.waitForContainer(id, timeout: .seconds(30))
            said = try await docker.containerLogs(id).text
        } catch {
            try? await docker.removeContainer(id, force: true)
            throw error
        }
        try await docker.removeContainer(id, force: true)
        return said
    }
}
