/// The signed extensions that contribute bytes, by what they are for; names as in the metadata of the chain.
enum SignedExtensionKind: Equatable {
    case specVersion
    case transactionVersion
    case genesis
    case mortality
    case nonce
    case payment
    case metadataHash

    init?(_ identifier: String) {
        switch identifier {
        case "CheckSpecVersion": self = .specVersion
        case "CheckTxVersion": self = .transactionVersion
        case "CheckGenesis": self = .genesis
        case "CheckMortality", "CheckEra": self = .mortality
        case "CheckNonce": self = .nonce
        case "ChargeTransactionPayment": self = .payment
        case "CheckMetadataHash": self = .metadataHash
        default: return nil
        }
    }
}

extension TypeRegistry {
    /// True if every value of the type is encoded as no bytes at all.
    func takesNoBytes(_ id: UInt32, depth: Int = 32) -> Bool {
        guard depth > 0, let type = try? type(id) else { return false }
        return switch type.shape {
        case .composite(let fields): fields.allSatisfy { takesNoBytes($0.type, depth: depth - 1) }
        case .tuple(let types): types.allSatisfy { takesNoBytes($0, depth: depth - 1) }
        case .array(let element, let count): count == 0 || takesNoBytes(element, depth: depth - 1)
        case .compact(let inner): takesNoBytes(inner, depth: depth - 1)
        case .variant, .sequence, .primitive, .bitSequence: false
        }
    }
}
