import Chain
import JSON

extension DevNode {
    func subscribe(
        _ method: RPCMethod, _ arguments: RPCArguments, _ connection: ClientConnection
    ) throws(RPCFailure) -> RPCReply {
        let topic: Subscription.Topic
        let first: JSONValue
        switch method {
        case .chainSubscribeFinalizedHeads:
            topic = .finalizedHeads
            first = (ledger.block(finalized.hash) ?? ledger.head).header.json
        case .stateSubscribeRuntimeVersion:
            topic = .runtimeVersion
            first = answers.runtimeVersion
        case .stateSubscribeStorage:
            let keys = arguments[0] == nil ? [] : try arguments.byteLists(0)
            topic = .storage(Set(keys))
            first = RPCAnswer.changes(ledger.head.hash, keys.map { ($0, ledger.state[$0]) })
        default:
            topic = method == .chainSubscribeAllHeads ? .allHeads : .newHeads
            first = ledger.head.header.json
        }
        let id = try book.open(topic, for: connection)
        return RPCReply(.text(id), followUp: .first(subscription: id, first))
    }

    func author(
        _ method: RPCMethod, _ arguments: RPCArguments, _ connection: ClientConnection
    ) throws(RPCFailure) -> RPCReply {
        switch method {
        case .authorPending:
            return RPCReply(.list(pool.entries.map { RPCAnswer.hex($0.bytes) }))
        case .authorSubmitAndWatch:
            let hash = try admit(try arguments.bytes(0))
            let id: String
            do throws(RPCFailure) {
                id = try book.open(.extrinsic, for: connection)
            } catch {
                _ = pool.remove(hash)
                throw error
            }
            return RPCReply(.text(id), followUp: .submitted(hash: hash, watch: id))
        default:
            let hash = try admit(try arguments.bytes(0))
            return RPCReply(hash.json, followUp: .submitted(hash: hash, watch: nil))
        }
    }
}
