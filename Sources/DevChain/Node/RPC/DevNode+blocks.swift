import Chain
import JSON

extension DevNode {
    func chain(_ method: RPCMethod, _ arguments: RPCArguments) throws(RPCFailure) -> JSONValue {
        switch method {
        case .chainGetHeader:
            return try block(arguments).map { $0.header.json } ?? .null
        case .chainGetBlock:
            return try block(arguments).map { RPCAnswer.block($0) } ?? .null
        case .chainGetFinalizedHead:
            return finalized.hash.json
        default:
            guard case .list(let numbers) = arguments[0] else {
                guard let number = try arguments.number(0) else { return ledger.head.hash.json }
                return ledger.hash(number)?.json ?? .null
            }
            var hashes: [JSONValue] = []
            for number in numbers { hashes.append(ledger.hash(try RPCArguments.number(number))?.json ?? .null) }
            return .list(hashes)
        }
    }

    /// The block that the first parameter names, else the head; nil when it is not known.
    private func block(_ arguments: RPCArguments) throws(RPCFailure) -> LedgerBlock? {
        guard let hash = try arguments.hash(0) else { return ledger.head }
        return ledger.block(hash)
    }
}
