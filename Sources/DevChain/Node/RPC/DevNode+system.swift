import Chain
import JSON
import Keys

extension DevNode {
    func system(_ method: RPCMethod, _ arguments: RPCArguments) throws(RPCFailure) -> JSONValue {
        switch method {
        case .rpcMethods: return .object(["methods": .list(RPCMethod.names.map { .text($0) })])
        case .systemChain: return .text("Bittensor")
        case .systemChainType: return .text("Development")
        case .systemName: return .text("nicompute development chain")
        case .systemVersion: return .text("development")
        case .systemProperties:
            return .object([
                "ss58Format": .integer(42), "tokenDecimals": .integer(9), "tokenSymbol": .text("TAO"),
            ])
        case .systemHealth:
            return .object(["peers": .integer(0), "isSyncing": .bool(false), "shouldHavePeers": .bool(false)])
        case .systemPeers: return .list([])
        case .systemNodeRoles: return .list([.text("Authority")])
        case .systemSyncState:
            let number = JSONValue.integer(Int64(clamping: ledger.head.number))
            return .object(["startingBlock": .integer(0), "currentBlock": number, "highestBlock": number])
        default:
            return .integer(Int64(clamping: nextNonce(try account(try arguments.text(0)))))
        }
    }

    private func account(_ address: String) throws(RPCFailure) -> AccountID {
        do throws(SS58Error) {
            return try AccountID(ss58: address)
        } catch {
            throw .invalidParameters("no SS58 address: \(error)")
        }
    }

    /// The fee of an extrinsic, as the runtime computes it.
    func paymentInfo(_ arguments: RPCArguments) throws(RPCFailure) -> JSONValue {
        let bytes = try arguments.bytes(0)
        var writer = ScaleWriter()
        writer.bytes(bytes)
        writer.integer(UInt32(truncatingIfNeeded: bytes.count))
        let answer = try call("TransactionPaymentApi_query_info", writer.bytes, at: try arguments.hash(1))
        do throws(ScaleError) {
            var reader = ScaleReader(answer)
            let time: UInt64 = try reader.compact()
            let size: UInt64 = try reader.compact()
            let dispatchClass = try reader.byte()
            let fee: UInt64 = try reader.integer()
            let names = ["normal", "operational", "mandatory"]
            return .object([
                "weight": .object([
                    "ref_time": .integer(Int64(clamping: time)), "proof_size": .integer(Int64(clamping: size)),
                ]),
                "class": .text(names[min(Int(dispatchClass), 2)]), "partialFee": .text("\(fee)"),
            ])
        } catch {
            throw .execution("\(error)")
        }
    }
}
