import Chain
import Keys

/// What a miner needs, as checks.
package enum MinerDoctor {
    /// The checks for a miner that is set up as `plan` says, in the order of the report.
    package static func checks(_ plan: Plan, _ probes: Probes) -> [any DoctorCheck] {
        let patience = probes.patience
        let account = SharedLook(limit: patience, probes.hotkey)
        let moment = SharedLook(limit: patience, probes.moment)
        let neuron = SharedLook<Neuron?>(limit: patience + .seconds(5)) {
            let hotkey = try await account.value(or: "the hotkey does not open")
            // A chain that cannot be reached is found out once, not by each call in its own time.
            _ = try await moment.value(or: "the chain does not answer")
            return try await probes.subtensor.neuron(hotkey: hotkey, netuid: plan.netuid)
        }
        let engine = probes.engine
        let sight = SharedLook(limit: patience, engine.sight)
        let hasImage = SharedLook(limit: patience, engine.hasBaseImage)
        let directory: @Sendable () async throws -> String = {
            if let directory = plan.dataDirectory { return directory }
            return plan.defaultDirectory(try await account.value(or: "the hotkey, whose name it bears, does not open"))
        }
        var checks: [any DoctorCheck] = [
            WalletCheck(wallet: plan.wallet, hotkey: plan.hotkey, account: account),
            ChainCheck(moment: moment, now: probes.now),
            RegistrationCheck(netuid: plan.netuid, account: account, neuron: neuron),
            AddressCheck(
                publication: plan.publication, ip: plan.axonIP, port: plan.axonPort, isPublic: plan.isPublic,
                neuron: neuron),
            ClockCheck(moment: moment, latest: probes.moment, now: probes.now, pause: probes.pause),
            EngineCheckup(socket: engine.socket, sight: sight),
            BaseImageCheck(image: plan.baseImage, sight: sight, isPresent: hasImage),
            ContainerCheck(
                sight: sight, isPresent: hasImage, run: engine.runsContainers, hasNumPy: engine.hasNumPy),
            GPUCheck(report: probes.gpus, sight: sight, toolkit: probes.toolkit),
            PortCheck(
                name: "axon-port", flag: "--axon.port", addressFlag: "--axon.ip", port: plan.axonPort,
                address: plan.axonIP
            ) {
                let directory = try? await directory()
                return directory.flatMap { DirectoryHolder.process(of: $0) }.map { "the running miner (process \($0))" }
            },
            PortCheck(
                name: "ssh-port", flag: "--ssh.port", addressFlag: "--ssh.bind", port: plan.sshPort,
                address: plan.sshBind ?? "0.0.0.0"
            ) {
                _ = try await sight.value(
                    or: "it is taken, and the Docker Engine, which knows by whom, does not answer")
                let hotkey = try await account.value(
                    or: "it is taken, and the hotkey, whose containers may have it, does not open")
                return try await engine.rentals(hotkey.ss58) > 0 ? "a container of this miner" : nil
            },
            DirectoryCheck(directory: directory),
            DiskCheck(
                directories: {
                    var directories: [DiskCheck.Room] = []
                    if let path = try? await directory() { directories.append(.init(purpose: "data", path: path)) }
                    if let path = try? await sight.value.dataRoot {
                        directories.append(.init(purpose: "containers", path: path))
                    }
                    return directories
                }, free: probes.diskFree),
            KernelCheck(groups: probes.controlGroups),
        ]
        if let state = probes.state {
            checks.append(StateCheck(project: state, account: account, netuid: plan.netuid))
        }
        if let hashcat = plan.hashcat { checks.append(HashcatCheck(program: hashcat, search: probes.path)) }
        return checks
    }
}
