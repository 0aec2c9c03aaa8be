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
            said = try await has(baseImage) ? try await output(of: ["/bin/echo", "-n", Self.word], in: baseImage) : nil
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

    /// Whether containers of the base image have a Python with NumPy, without which no Python validator proves them.
    ///
    /// The image with the SSH layer is asked, which may have got one, or where it is not built yet the base image.
    /// - Throws: ``MinerProblem/engine(_:)`` in one line.
    package func hasNumPy() async throws(MinerProblem) -> Bool {
        let test = """
            for python in /opt/conda/bin/python python3; do
                if "$python" -B -c 'import numpy' >/dev/null 2>&1; then echo -n \(Self.word); exit; fi
            done
            """
        do {
            let layer = SSHBaseRecipe.tag(baseID: try await docker.inspectImage(baseImage).id)
            let image = try await has(layer) ? layer : baseImage
            return try await output(of: ["/bin/sh", "-c", test], in: image) == Self.word
        } catch {
            throw .engine("\(error)")
        }
    }

    private func has(_ image: String) async throws(DockerError) -> Bool {
        do {
            _ = try await docker.inspectImage(image)
            return true
        } catch  where error.isNotFound {
            return false
        }
    }

    /// What `command` writes in a container of `image`, which is gone afterwards.
    private func output(of command: [String], in image: String) async throws(DockerError) -> String {
        let labels = [ContainerLabels.miner: miner, ContainerLabels.kind: "check"]
        // One of a process that died here may be left.
        let left = EngineFilters(["label": labels.map { "\($0)=\($1)" }])
        for container in try await docker.listContainers(filters: left) {
            try? await docker.removeContainer(container.id, force: true)
        }
        var spec = ContainerSpec(image: image)
        spec.entrypoint = command
        spec.labels = labels
        spec.host.networkMode = "none"
        // What it says must be readable whatever the engine does with logs by default.
        spec.host.log = .files(1, megabytes: 1)
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
