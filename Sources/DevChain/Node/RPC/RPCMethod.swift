/// The methods that the node answers.
enum RPCMethod: String, CaseIterable, Sendable {
    case rpcMethods = "rpc_methods"

    case systemChain = "system_chain"
    case systemChainType = "system_chainType"
    case systemName = "system_name"
    case systemVersion = "system_version"
    case systemProperties = "system_properties"
    case systemHealth = "system_health"
    case systemPeers = "system_peers"
    case systemNodeRoles = "system_nodeRoles"
    case systemSyncState = "system_syncState"
    case systemNextIndex = "system_accountNextIndex"

    case chainGetHeader = "chain_getHeader"
    case chainGetBlock = "chain_getBlock"
    case chainGetBlockHash = "chain_getBlockHash"
    case chainGetFinalizedHead = "chain_getFinalizedHead"
    case chainSubscribeNewHeads = "chain_subscribeNewHeads"
    case chainUnsubscribeNewHeads = "chain_unsubscribeNewHeads"
    case chainSubscribeAllHeads = "chain_subscribeAllHeads"
    case chainUnsubscribeAllHeads = "chain_unsubscribeAllHeads"
    case chainSubscribeFinalizedHeads = "chain_subscribeFinalizedHeads"
    case chainUnsubscribeFinalizedHeads = "chain_unsubscribeFinalizedHeads"

    case stateCall = "state_call"
    case stateGetMetadata = "state_getMetadata"
    case stateGetRuntimeVersion = "state_getRuntimeVersion"
    case stateGetStorage = "state_getStorage"
    case stateGetStorageHash = "state_getStorageHash"
    case stateGetStorageSize = "state_getStorageSize"
    case stateGetKeysPaged = "state_getKeysPaged"
    case stateQueryStorageAt = "state_queryStorageAt"
    case stateSubscribeRuntimeVersion = "state_subscribeRuntimeVersion"
    case stateUnsubscribeRuntimeVersion = "state_unsubscribeRuntimeVersion"
    case stateSubscribeStorage = "state_subscribeStorage"
    case stateUnsubscribeStorage = "state_unsubscribeStorage"

    case authorSubmit = "author_submitExtrinsic"
    case authorSubmitAndWatch = "author_submitAndWatchExtrinsic"
    case authorUnwatch = "author_unwatchExtrinsic"
    case authorPending = "author_pendingExtrinsics"

    case paymentQueryInfo = "payment_queryInfo"

    /// Other names that the real node gives some of them.
    private static let aliases: [String: RPCMethod] = [
        "account_nextIndex": .systemNextIndex, "chain_getHead": .chainGetBlockHash,
        "chain_getFinalisedHead": .chainGetFinalizedHead, "chain_subscribeNewHead": .chainSubscribeNewHeads,
        "subscribe_newHead": .chainSubscribeNewHeads, "chain_unsubscribeNewHead": .chainUnsubscribeNewHeads,
        "unsubscribe_newHead": .chainUnsubscribeNewHeads,
        "chain_subscribeFinalisedHeads": .chainSubscribeFinalizedHeads,
        "chain_unsubscribeFinalisedHeads": .chainUnsubscribeFinalizedHeads,
        "chain_getRuntimeVersion": .stateGetRuntimeVersion,
        "chain_subscribeRuntimeVersion": .stateSubscribeRuntimeVersion,
        "chain_unsubscribeRuntimeVersion": .stateUnsubscribeRuntimeVersion, "state_callAt": .stateCall,
        "state_getStorageAt": .stateGetStorage, "state_getStorageHashAt": .stateGetStorageHash,
        "state_getStorageSizeAt": .stateGetStorageSize, "state_getKeysPagedAt": .stateGetKeysPaged,
    ]

    /// Every name that is answered, sorted.
    static let names = (allCases.map(\.rawValue) + aliases.keys).sorted()

    init?(name: String) {
        guard let method = RPCMethod(rawValue: name) ?? Self.aliases[name] else { return nil }
        self = method
    }
}
