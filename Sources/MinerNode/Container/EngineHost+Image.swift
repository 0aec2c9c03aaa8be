import Docker
import Logging
import Timing

extension EngineHost {
    /// Id of the image that the container of `order` runs: the SSH base, or one with the renter's commands run on it.
    func image(for order: ContainerOrder, names: ObjectNames) async throws(HostError) -> String {
        let log = BuildLog()
        return try await building(within: order.buildLimit, log: log) {
            let base = try await sshBase(on: order.baseImage, log: log)
            guard !order.script.isEmpty else { return base }
            return try await renterImage(order.script, on: base, names: names, log: log)
        }
    }

    /// What `body` makes, which writes into `log` and is ended at the limit.
    func building(
        within limit: Duration, log: BuildLog, _ body: @escaping @Sendable () async throws -> String
    ) async throws(HostError) -> String {
        do {
            return try await TimeLimit.run(limit, body)
        } catch let error as HostError {
            throw error
        } catch is TimeLimit.Exceeded {
            throw .build(log: log.lastLines() + "\n(stopped: it took longer than \(limit.components.seconds) s)")
        } catch {
            throw .engine(.cancelled(call: "POST /build"))
        }
    }

    /// Id of the image with the SSH layer on `base`, built now when it is missing; by one build for all that wait for it.
    func sshBase(on base: String, log: BuildLog) async throws(HostError) -> String {
        let baseID: String
        do {
            baseID = try await docker.inspectImage(base).id
        } catch  where error.isNotFound {
            throw .imageMissing(base)
        } catch {
            throw .engine(error)
        }
        let tag = SSHBaseRecipe.tag(baseID: baseID)
        return try await builds.image(tag, log: log) { log in
            do throws(HostError) {
                return .success(try await findOrBuild(tag, on: base, log: log))
            } catch {
                return .failure(error)
            }
        }
    }

    private func findOrBuild(_ tag: String, on base: String, log: BuildLog) async throws(HostError) -> String {
        do {
            return try await docker.inspectImage(tag).id
        } catch  where error.isNotFound {
            logger.info("building the SSH layer", metadata: ["image": "\(base)", "tag": "\(tag)"])
        } catch {
            throw .engine(error)
        }
        let context = try archive { () throws(TarError) in try SSHBaseRecipe.context(base: base) }
        let image = try await build(context, tag: tag, log: log)
        if log.lastLines(200).contains(SSHBaseRecipe.noNumPy) {
            logger.warning(
                "the base image has no Python with NumPy: Python validators cannot prove this machine",
                metadata: ["image": "\(base)"])
        }
        return image
    }

    private func renterImage(
        _ script: String, on base: String, names: ObjectNames, log: BuildLog
    ) async throws(HostError) -> String {
        let labels = [(name: ContainerLabels.miner, value: miner), (name: ContainerLabels.allocation, value: names.id)]
        let context = try archive { () throws(TarError) in
            try RenterImage.context(base: base, script: script, labels: labels)
        }
        return try await build(context, tag: names.image, log: log)
    }

    /// An archive that cannot be written is an order that cannot be carried out.
    func archive(_ make: () throws(TarError) -> [UInt8]) throws(HostError) -> [UInt8] {
        do {
            return try make()
        } catch {
            throw .badOrder("\(error)")
        }
    }

    /// Id of the image built from `context` under `tag`.
    private func build(_ context: [UInt8], tag: String, log: BuildLog) async throws(HostError) -> String {
        do {
            for try await message in try await docker.buildImage(context: context, options: BuildOptions(tag: tag)) {
                switch message {
                case .output(let text): log.append(text)
                case .status(let text): log.append(text + "\n")
                case .failed(let reason):
                    log.append("\n" + reason + "\n")
                    throw HostError.build(log: log.lastLines())
                case .image, .other: continue
                }
            }
            return try await docker.inspectImage(tag).id
        } catch let error as HostError {
            throw error
        } catch let error as DockerError {
            throw .engine(error)
        } catch {
            throw .engine(.cancelled(call: "POST /build"))
        }
    }
}
