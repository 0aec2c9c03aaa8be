package import Keys

// Weights: each of these has one call for a subnet as a whole, and one that names a mechanism of it. Mechanism 0 is what
// every subnet has, and for it the call without a mechanism means the same.
extension SubtensorCall {
    /// Sets weights in the open.
    package static func setWeights(
        _ weights: WeightVector, netuid: UInt16, mechanism: UInt8 = 0, versionKey: UInt64
    ) -> RuntimeCall {
        let (netuid, dests, values) = (number(netuid), list(weights.uids), list(weights.values))
        let version = number(versionKey)
        guard mechanism > 0 else {
            return call(
                "set_weights", ["netuid": netuid, "dests": dests, "weights": values, "version_key": version])
        }
        return call(
            "set_mechanism_weights",
            ["netuid": netuid, "mecid": number(mechanism), "dests": dests, "weights": values, "version_key": version])
    }

    /// Commits to weights by their hash.
    package static func commitWeights(_ commit: WeightCommit, hotkey: AccountID) -> RuntimeCall {
        let (netuid, hash) = (number(commit.netuid), ScaleValue.bytes(commit.hash(of: hotkey)))
        guard commit.mechanism > 0 else { return call("commit_weights", ["netuid": netuid, "commit_hash": hash]) }
        return call(
            "commit_mechanism_weights",
            ["netuid": netuid, "mecid": number(commit.mechanism), "commit_hash": hash])
    }

    /// Shows the weights of a commit.
    package static func revealWeights(_ commit: WeightCommit) -> RuntimeCall {
        let (netuid, uids, values) = (number(commit.netuid), list(commit.uids), list(commit.values))
        let (salt, version) = (list(commit.salt), number(commit.versionKey))
        guard commit.mechanism > 0 else {
            return call(
                "reveal_weights",
                ["netuid": netuid, "uids": uids, "values": values, "salt": salt, "version_key": version])
        }
        return call(
            "reveal_mechanism_weights",
            [
                "netuid": netuid, "mecid": number(commit.mechanism), "uids": uids, "values": values, "salt": salt,
                "version_key": version,
            ])
    }

    /// Commits to weights that are encrypted for a drand round; the ciphertext is made elsewhere.
    package static func commitTimelockedWeights(
        _ ciphertext: [UInt8], revealRound: UInt64, netuid: UInt16, mechanism: UInt8 = 0, version: UInt16 = 4
    ) -> RuntimeCall {
        let (netuid, commit) = (number(netuid), ScaleValue.bytes(ciphertext))
        let (round, version) = (number(revealRound), number(version))
        guard mechanism > 0 else {
            return call(
                "commit_timelocked_weights",
                ["netuid": netuid, "commit": commit, "reveal_round": round, "commit_reveal_version": version])
        }
        return call(
            "commit_timelocked_mechanism_weights",
            [
                "netuid": netuid, "mecid": number(mechanism), "commit": commit, "reveal_round": round,
                "commit_reveal_version": version,
            ])
    }

    /// The same in the form of version 3, which the runtime has for mechanisms only, 0 included.
    package static func commitCRv3Weights(
        _ ciphertext: [UInt8], revealRound: UInt64, netuid: UInt16, mechanism: UInt8
    ) -> RuntimeCall {
        call(
            "commit_crv3_mechanism_weights",
            [
                "netuid": number(netuid), "mecid": number(mechanism), "commit": .bytes(ciphertext),
                "reveal_round": number(revealRound),
            ])
    }
}
