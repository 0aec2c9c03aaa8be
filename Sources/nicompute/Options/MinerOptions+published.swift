import Foundation
import JSON

extension MinerOptions {
    /// What the run in the shared state says of the flags, by the names that the Python program's config has for them.
    ///
    /// Nothing that is a path or a word of the operator's own, nor who the wallet is: everybody reads it.
    func published() throws -> JSONValue {
        [
            "netuid": .integer(Int64(subnet.netuid)), "subtensor": try network.published(),
            "ssh": ["port": .integer(Int64(sshPort))],
            "blacklist_hotkeys": Self.list(access.blacklistHotkeys),
            "blacklist_coldkeys": Self.list(access.blacklistColdkeys),
            "blacklist_exploiters": .bool(access.refuseExploiters),
            "whitelist_hotkeys": Self.list(access.whitelistHotkeys),
            "whitelist_coldkeys": Self.list(access.whitelistColdkeys),
            "miner_whitelist_not_enough_stake": .bool(access.admitLowStake),
            "miner_whitelist_not_updated": .bool(versions.admitNotUpdated),
            "miner_whitelist_updated_threshold": .integer(Int64(versions.updatedThreshold)),
            "miner_hashcat_workload_profile": .text("\(challenge.workloadProfile)"),
        ]
    }

    private static func list(_ text: String) -> JSONValue {
        .list(text.split(separator: ",").map { .text($0.trimmingCharacters(in: .whitespaces)) })
    }
}
