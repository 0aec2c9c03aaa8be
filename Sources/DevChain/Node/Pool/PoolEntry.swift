import Chain
import Keys

/// An extrinsic that waits for its block.
struct PoolEntry: Sendable {
    let bytes: [UInt8]
    let extrinsic: DecodedExtrinsic
    let signer: AccountID
    /// blake2b-256 of the bytes.
    let hash: BlockHash
    /// Its place in the order of arrival.
    let arrival: UInt64
    /// The head when it arrived.
    let since: UInt64
    /// The subscriptions that hear what becomes of it.
    var watches: [String] = []
    /// True once its watchers heard that it can go into the next block.
    var isAnnounced = false

    var nonce: UInt64 { UInt64(extrinsic.nonce) }
}
