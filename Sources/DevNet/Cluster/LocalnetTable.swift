/// What a newcomer reads when the local network is up.
enum LocalnetTable {
    static func text(directory: String, ready: ReadyFile) -> String {
        var lines = ["", "The local network is up.", ""]
        lines.append("  chain    \(ready.chain)   subnet 27")
        lines.append("  hub      \(ready.hub)   (what the nodes say of themselves, for a browser)")
        lines.append("  api      \(ready.api.url)   wallet \(Localnet.validatorWallet)")
        for (index, miner) in ready.miners.enumerated() {
            lines.append(
                "  miner-\(index + 1)  axon \(miner.axon)   ssh port \(miner.sshPort)   hotkey \(miner.hotkey)")
            if let specs = miner.specs { lines.append("           \(specs)") }
        }
        lines.append("  data     \(directory)   (wallets, certificates, chain, database, state)")
        let curl =
            "curl --cacert \(ready.api.ca) --cert \(ready.api.clientCert) --key \(ready.api.clientKey)"
        lines.append("")
        lines.append("Rent a machine, and list what is rented:")
        if let miner = ready.miners.first {
            lines.append("  \(curl) -X POST '\(ready.api.url)/service/allocate_hotkey?hotkey=\(miner.hotkey)'")
        }
        lines.append("  \(curl) -X POST \(ready.api.url)/list/allocations_sql")
        lines.append("  nicompute chain metagraph --subtensor.network \(ready.chain)")
        lines.append("")
        lines.append("Ctrl-C stops all of it; what is rented stays until it is given back.")
        return lines.joined(separator: "\n")
    }
}
