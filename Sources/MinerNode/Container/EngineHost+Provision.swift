import Connections
import Docker
import Foundation
import Logging
import NIOCore
import Timing

extension EngineHost {
    /// What sshd may take to answer after the container's start.
    private static let answerLimit = Duration.seconds(20)

    package func provision(
        _ order: ContainerOrder, reached: @escaping @Sendable (ProvisionStep) async throws -> Void
    ) async throws -> ProvisionedContainer {
        let names = try checked(order)
        let image = try await image(for: order, names: names)
        try await reached(.imageBuilt)
        try await createResources(for: order, names: names)
        try await reached(.resourcesCreated)
        let (container, note) = try await create(order, image: image, names: names)
        try await reached(.containerCreated)
        let files = try archive { () throws(TarError) in
            try AccessFiles.archive(sshKey: order.sshKey, password: order.password)
        }
        try await engine { () throws(DockerError) in try await docker.putArchive(files, into: container, at: "/") }
        try await reached(.secretsUploaded)
        try await start(container, order)
        try await reached(.started)
        try await waitForSSH(container, SSHAddress(port: order.sshPort, bind: order.sshBind))
        let hostKey = try await hostKey(of: container)
        try await reached(.sshAnswers)
        return ProvisionedContainer(containerID: container, sshPort: order.sshPort, hostKey: hostKey, note: note)
    }

    /// The names for `order`, after those of its parts that end in files or paths have been looked at.
    private func checked(_ order: ContainerOrder) throws(HostError) -> ObjectNames {
        guard let names = ObjectNames(order.id) else { throw .badOrder("the id is not hexadecimal") }
        guard (1...65_535).contains(order.sshPort) else { throw .badOrder("no such port") }
        guard !order.sshKey.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw .badOrder("the key is not one line")
        }
        guard !order.password.revealed.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw .badOrder("the password is not one line")
        }
        if hasVolume(order) {
            let path = order.volumePath
            guard path.hasPrefix("/"), path.utf8.count > 1, !path.split(separator: "/").contains("..") else {
                throw .badOrder("the volume's path is not absolute")
            }
        }
        return names
    }

    private func hasVolume(_ order: ContainerOrder) -> Bool { !["", "/tmp"].contains(order.volumePath) }

    private func createResources(for order: ContainerOrder, names: ObjectNames) async throws(HostError) {
        let labels = [ContainerLabels.miner: miner, ContainerLabels.allocation: names.id]
        // Tenants of one engine must not reach each other over a common bridge.
        let network = NetworkSpec(
            name: names.network, labels: labels, options: ["com.docker.network.bridge.enable_icc": "false"])
        _ = try await engine { () throws(DockerError) in try await docker.createNetwork(network) }
        guard hasVolume(order) else { return }
        _ = try await engine { () throws(DockerError) in try await docker.createVolume(names.volume, labels: labels) }
    }

    private func create(
        _ order: ContainerOrder, image: String, names: ObjectNames
    ) async throws(HostError) -> (id: String, note: String?) {
        var spec = ContainerSpec(image: image)
        spec.labels = [
            ContainerLabels.miner: miner, ContainerLabels.allocation: names.id, ContainerLabels.owner: order.owner,
            ContainerLabels.deadline: String(Int64(order.deadline.timeIntervalSince1970)),
            ContainerLabels.kind: order.kind.rawValue,
        ]
        if order.gpus { spec.environment = ["NVIDIA_VISIBLE_DEVICES=all"] }
        spec.exposedPorts = ["22/tcp"]
        spec.host.portBindings = ["22/tcp": [PortBinding(address: order.sshBind, port: order.sshPort)]]
        spec.host.restartPolicy = .unlessStopped
        spec.host.initProcess = true
        spec.host.pidsLimit = 4096
        spec.host.sharedMemory = order.shmBytes
        spec.host.memory = order.limits?.memory
        spec.host.nanoCPUs = order.limits?.nanoCPUs
        spec.host.networkMode = names.network
        if hasVolume(order) { spec.host.mounts = [.volume(names.volume, at: order.volumePath)] }
        if order.gpus { spec.host.deviceRequests = [.allGPUs] }
        spec.host.securityOptions = ["no-new-privileges"]
        spec.host.log = .files(2, megabytes: 5)
        let name = names.container(order.kind)
        spec.host.storage = order.limits?.disk.map { ["size": "\($0)"] }
        do {
            return (try await docker.createContainer(spec, name: name).id, nil)
        } catch {
            // Few storage drivers can bound what a container writes; the others say so in words only.
            guard spec.host.storage != nil, case .http(_, let words) = error, words.contains("storage-opt") else {
                throw .engine(error)
            }
        }
        spec.host.storage = nil
        let unlimited = spec
        let id = try await engine { () throws(DockerError) in
            try await docker.createContainer(unlimited, name: name).id
        }
        return (id, "this machine's storage cannot limit the disk; CPU and memory are limited")
    }

    private func start(_ container: String, _ order: ContainerOrder) async throws(HostError) {
        do {
            try await docker.startContainer(container)
        } catch  where error.isNotModified {
            return
        } catch {
            // The engine tells a taken port only in words; ask the system itself.
            if case .http = error, PortLook.at(order.sshBind ?? "0.0.0.0", order.sshPort) == .taken {
                throw .portTaken(order.sshPort)
            }
            throw .engine(error)
        }
    }

    /// The container's sshd answers; `restarts` is how often the engine had to start it again before.
    func waitForSSH(_ container: String, _ address: SSHAddress, restarts: Int = 0) async throws(HostError) {
        do {
            try await TimeLimit.run(Self.answerLimit) {
                for wait in Backoff(first: .milliseconds(50), most: .milliseconds(500)) {
                    // Its own end first: the engine's proxy accepts connections whatever is behind it.
                    try await checkAlive(container, restarts)
                    if await SSHBanner.answers(host: address.local, port: address.port) { return }
                    try await Pacing.rest(wait)
                }
            }
        } catch let error as HostError {
            throw error
        } catch is TimeLimit.Exceeded {
            throw .sshSilent
        } catch {
            throw .engine(.cancelled(call: "waiting for sshd"))
        }
    }

    /// - Throws: ``HostError/startedButExited(log:)`` when the container ended since its start.
    private func checkAlive(_ container: String, _ restarts: Int) async throws(HostError) {
        let details = try await engine { () throws(DockerError) in try await docker.inspectContainer(container) }
        if details.state.status == .running, details.restartCount == restarts { return }
        let output = try? await docker.containerLogs(container, lines: 40)
        throw .startedButExited(log: BuildLog.lastLines(of: output?.text ?? "", 40))
    }

    /// `call`, with its error as the host's.
    func engine<Value>(_ call: () async throws(DockerError) -> Value) async throws(HostError) -> Value {
        do {
            return try await call()
        } catch {
            throw .engine(error)
        }
    }
}
