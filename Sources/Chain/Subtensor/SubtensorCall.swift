package import Keys

/// The calls of the subtensor pallet that roles send (spec version 343; encoded by name, so that indices may move).
package enum SubtensorCall {
    private static func call(_ name: String, _ arguments: KeyValuePairs<String, ScaleValue>) -> RuntimeCall {
        RuntimeCall(pallet: "SubtensorModule", name: name, arguments: .fields(arguments))
    }

    private static func number(_ value: some FixedWidthInteger & UnsignedInteger) -> ScaleValue {
        .unsigned(UInt128(value))
    }

    private static func list(_ values: [UInt16]) -> ScaleValue { .list(values.map(number)) }

    /// Tells where the signer's axon listens.
    package static func serveAxon(_ axon: AxonPublication, netuid: UInt16) -> RuntimeCall {
        call(
            "serve_axon",
            [
                "netuid": number(netuid), "version": number(axon.version), "ip": .unsigned(axon.address.number),
                "port": number(axon.port), "ip_type": number(axon.address.type),
                "protocol": number(axon.protocolNumber), "placeholder1": .unsigned(0), "placeholder2": .unsigned(0),
            ])
    }

    /// Tells where the signer's metrics are, and which version it runs.
    package static func servePrometheus(_ metrics: PrometheusPublication, netuid: UInt16) -> RuntimeCall {
        call(
            "serve_prometheus",
            [
                "netuid": number(netuid), "version": number(metrics.version),
                "ip": .unsigned(metrics.address.number), "port": number(metrics.port),
                "ip_type": number(metrics.address.type),
            ])
    }

    /// Sets weights in the open.
    package static func setWeights(_ weights: WeightVector, netuid: UInt16, versionKey: UInt64) -> RuntimeCall {
        call(
            "set_weights",
            [
                "netuid": number(netuid), "dests": list(weights.uids), "weights": list(weights.values),
                "version_key": number(versionKey),
            ])
    }

    /// Commits to weights by their hash.
    package static func commitWeights(_ commit: WeightCommit, hotkey: AccountID) -> RuntimeCall {
        call("commit_weights", ["netuid": number(commit.netuid), "commit_hash": .bytes(commit.hash(of: hotkey))])
    }

    /// Shows the weights of a commit.
    package static func revealWeights(_ commit: WeightCommit) -> RuntimeCall {
        call(
            "reveal_weights",
            [
                "netuid": number(commit.netuid), "uids": list(commit.uids), "values": list(commit.values),
                "salt": list(commit.salt), "version_key": number(commit.versionKey),
            ])
    }

    /// Commits to weights that are encrypted for a drand round; the ciphertext is made elsewhere.
    package static func commitTimelockedWeights(
        _ ciphertext: [UInt8], revealRound: UInt64, netuid: UInt16, version: UInt16 = 4
    ) -> RuntimeCall {
        call(
            "commit_timelocked_weights",
            [
                "netuid": number(netuid), "commit": .bytes(ciphertext), "reveal_round": number(revealRound),
                "commit_reveal_version": number(version),
            ])
    }

    /// Registers a hotkey for the TAO that the signer burns.
    package static func burnedRegister(hotkey: AccountID, netuid: UInt16) -> RuntimeCall {
        call("burned_register", ["netuid": number(netuid), "hotkey": .account(hotkey)])
    }
}
