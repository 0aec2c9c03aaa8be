package import Chain
import JSON
import Keys

extension DevNode {
    /// Keys that one answer lists at most, as on the real node.
    private static let largestPage: UInt64 = 1_000

    func storage(_ method: RPCMethod, _ arguments: RPCArguments) throws(RPCFailure) -> JSONValue {
        switch method {
        case .stateGetMetadata:
            _ = try block(try arguments.hash(0))
            return answers.metadata
        case .stateGetRuntimeVersion:
            _ = try block(try arguments.hash(0))
            return answers.runtimeVersion
        case .stateGetStorage:
            return RPCAnswer.hex(try value(try arguments.bytes(0), at: try arguments.hash(1)))
        case .stateGetStorageHash:
            let value = try value(try arguments.bytes(0), at: try arguments.hash(1))
            return RPCAnswer.hex(value.map { Blake2b.hash($0, count: 32) })
        case .stateGetStorageSize:
            return try value(try arguments.bytes(0), at: try arguments.hash(1)).map { .integer(Int64($0.count)) }
                ?? .null
        case .stateGetKeysPaged:
            return try keys(arguments)
        case .stateQueryStorageAt:
            let block = try block(try arguments.hash(1))
            var changes: [(key: [UInt8], value: [UInt8]?)] = []
            for key in try arguments.byteLists(0) { changes.append((key, try value(key, at: block.hash))) }
            return .list([RPCAnswer.changes(block.hash, changes)])
        default:
            let name = try arguments.text(0)
            let parameters = try arguments.optionalBytes(1) ?? []
            let hash = try arguments.hash(2)
            if let answer = answers.call(name, parameters) {
                _ = try block(hash)
                return answer
            }
            return RPCAnswer.hex(try call(name, parameters, at: hash))
        }
    }

    /// What the runtime answers by the storage after a block, the head when there is none.
    ///
    /// - Throws: ``RPCFailure`` as the real node answers.
    package func call(
        _ method: String, _ parameters: [UInt8], at hash: BlockHash? = nil
    ) throws(RPCFailure) -> [UInt8] {
        let block = try block(hash)
        let state = try state(at: block.hash, failure: RPCFailure.discardedCall)
        do throws(RuntimeCallError) {
            return try runtime.call(method, parameters, state: state, context: context(of: block, state: state))
        } catch {
            throw .execution("\(error)")
        }
    }

    /// The value of a key after a block, the head when there is none.
    ///
    /// - Throws: ``RPCFailure`` as the real node answers.
    package func value(_ key: [UInt8], at hash: BlockHash? = nil) throws(RPCFailure) -> [UInt8]? {
        let hash = hash ?? ledger.head.hash
        do throws(Ledger.Absence) {
            return try ledger.value(key, at: hash)
        } catch {
            throw Self.failure(error, hash, RPCFailure.discardedStorage)
        }
    }

    private func keys(_ arguments: RPCArguments) throws(RPCFailure) -> JSONValue {
        let prefix = try arguments.optionalBytes(0) ?? []
        let count = try arguments.number(1) ?? 0
        guard count <= Self.largestPage else {
            throw RPCFailure(4002, "count exceeds maximum value. value: \(count), max: \(Self.largestPage)")
        }
        let after = try arguments.optionalBytes(2)
        let hash = try arguments.hash(3) ?? ledger.head.hash
        let state = try state(at: hash, failure: RPCFailure.discardedStorage)
        return .list(state.keys(prefix: prefix, after: after, count: Int(count)).map { RPCAnswer.hex($0) })
    }

    private func block(_ hash: BlockHash?) throws(RPCFailure) -> LedgerBlock {
        guard let hash else { return ledger.head }
        guard let block = ledger.block(hash) else { throw .unknownBlock(hash.hex) }
        return block
    }

    private func state(
        at hash: BlockHash, failure: (String) -> RPCFailure
    ) throws(RPCFailure) -> ChainState {
        if let recent, recent.hash == hash { return recent.state }
        do throws(Ledger.Absence) {
            let state = try ledger.state(at: hash)
            // Clients ask several times about one block.
            if hash != ledger.head.hash { recent = (hash, state) }
            return state
        } catch {
            throw Self.failure(error, hash, failure)
        }
    }

    private static func failure(
        _ absence: Ledger.Absence, _ hash: BlockHash, _ discarded: (String) -> RPCFailure
    ) -> RPCFailure {
        let hash = hash.hex
        return switch absence {
        case .unknownBlock: .unknownBlock(hash)
        case .discarded: discarded(hash)
        }
    }
}
