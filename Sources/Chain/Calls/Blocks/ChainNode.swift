internal import JSON
package import Keys

/// The questions about blocks, storage and accounts that a node answers, with typed answers.
///
/// Each throws ``RPCError``, or ``ChainError/unexpectedAnswer(method:)`` when the answer has another form.
package struct ChainNode: Sendable {
    package let rpc: any RPCCaller

    package init(rpc: any RPCCaller) { self.rpc = rpc }

    /// The best block.
    package func head() async throws -> BlockHash {
        try Self.expect(BlockHash(try await rpc.call("chain_getHead", [])), of: "chain_getHead")
    }

    /// The last block that can not be taken back.
    package func finalizedHead() async throws -> BlockHash {
        try Self.expect(BlockHash(try await rpc.call("chain_getFinalizedHead", [])), of: "chain_getFinalizedHead")
    }

    /// The header of a block; of the best one when nil.
    package func header(_ block: BlockHash?) async throws -> BlockHeader {
        let answer = try await rpc.call("chain_getHeader", [Self.parameter(block)])
        return try Self.expect(BlockHeader(answer), of: "chain_getHeader")
    }

    /// The hash of the block with this number on the best chain; nil when there is none yet.
    package func blockHash(_ number: UInt64) async throws -> BlockHash? {
        let number = try Self.expect(Int64(exactly: number), of: "chain_getBlockHash")
        let answer = try await rpc.call("chain_getBlockHash", [.integer(number)])
        if answer == .null { return nil }
        return try Self.expect(BlockHash(answer), of: "chain_getBlockHash")
    }

    /// The block with its extrinsics; nil when the node does not know it.
    package func block(_ hash: BlockHash) async throws -> SignedBlock? {
        let answer = try await rpc.call("chain_getBlock", [.text(hash.hex)])
        if answer == .null { return nil }
        return try Self.expect(SignedBlock(answer), of: "chain_getBlock")
    }

    /// The bytes stored under the key at a block (the best when nil); nil when there are none.
    package func storage(_ key: [UInt8], at block: BlockHash?) async throws -> [UInt8]? {
        let answer = try await rpc.call("state_getStorageAt", [.text("0x" + Hex.encode(key)), Self.parameter(block)])
        if answer == .null { return nil }
        return try Self.expect(answer.text.flatMap { Hex.decode($0) }, of: "state_getStorageAt")
    }

    /// What the runtime answers to `Api_method` with these SCALE bytes at a block (the best when nil).
    package func stateCall(_ method: String, _ parameters: [UInt8], at block: BlockHash?) async throws -> [UInt8] {
        let list: [JSONValue] = [.text(method), .text("0x" + Hex.encode(parameters)), Self.parameter(block)]
        return try Self.expect(try await rpc.call("state_call", list).text.flatMap { Hex.decode($0) }, of: method)
    }

    /// The nonce that the account's next extrinsic must have; counts what the node's pool already holds.
    package func nextIndex(_ account: AccountID) async throws -> UInt32 {
        let answer = try await rpc.call("account_nextIndex", [.text(account.ss58)])
        return try Self.expect(answer.integer.flatMap { UInt32(exactly: $0) }, of: "account_nextIndex")
    }

    /// The runtime that decides about blocks after this one.
    package func runtimeVersion(at block: BlockHash?) async throws -> RuntimeVersion {
        let answer = try await rpc.call("state_getRuntimeVersion", [Self.parameter(block)])
        return try Self.expect(RuntimeVersion(answer), of: "state_getRuntimeVersion")
    }

    private static func parameter(_ block: BlockHash?) -> JSONValue {
        if let block { .text(block.hex) } else { .null }
    }

    private static func expect<R>(_ value: R?, of method: String) throws(ChainError) -> R {
        guard let value else { throw .unexpectedAnswer(method: method) }
        return value
    }
}
