internal import JSON

/// What a node says about an extrinsic that it watches.
enum TransactionStatus: Equatable {
    /// In the pool: ready, future, broadcast; and everything that newer nodes may say.
    case waiting
    case inBlock(BlockHash)
    /// The block that held it is not of the best chain any more; it is back in the pool.
    case retracted
    case finalized(BlockHash)
    /// It will not be watched any longer, for this reason.
    case gone(String)

    init(_ json: JSONValue) {
        if let block = BlockHash(json["finalized"]) {
            self = .finalized(block)
        } else if let block = BlockHash(json["inBlock"]) {
            self = .inBlock(block)
        } else if json["retracted"] != nil {
            self = .retracted
        } else if json["usurped"] != nil {
            self = .gone("usurped: another extrinsic of the account took the nonce")
        } else if json["finalityTimeout"] != nil {
            self = .gone("finalityTimeout: its block was not finalized in time")
        } else if let text = json.text, text == "dropped" || text == "invalid" {
            self = .gone(text)
        } else {
            self = .waiting
        }
    }
}
