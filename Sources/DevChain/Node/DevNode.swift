package import Chain
import Keys
package import Logging

/// The node of the development chain: its ledger, its pool, and who wants to know about them.
///
/// It can be used without a network: submit extrinsics, seal blocks by hand, read the storage.
package actor DevNode {
    /// A block by its number and hash.
    package struct Head: Sendable, Equatable {
        package let number: UInt64
        package let hash: BlockHash
    }

    /// An extrinsic in a block that is not final yet.
    struct Included {
        let number: UInt64
        let hash: BlockHash
        let watch: String
    }

    package nonisolated let runtime: DevRuntime
    /// The hash of block 0.
    package nonisolated let genesisHash: BlockHash
    nonisolated let answers: FixedAnswers
    let configuration: DevChainConfiguration
    let logger: Logger
    var ledger: Ledger
    var pool = ExtrinsicPool()
    var book = SubscriptionBook()
    var included: [Included] = []
    /// The storage after an earlier block that was asked for last.
    var recent: (hash: BlockHash, state: ChainState)?
    var arrivals: UInt64 = 0
    var connections: UInt64 = 0
    let store: LedgerStore?

    /// The chain of the configuration, which goes on where the one in its directory stopped.
    ///
    /// - Throws: ``LedgerError`` or `FileError` when the directory is of no use.
    package init(configuration: DevChainConfiguration, logger: Logger) throws {
        let runtime = DevRuntime(parameters: configuration.parameters)
        self.runtime = runtime
        self.configuration = configuration
        self.logger = logger
        answers = .shared
        var ledger = Ledger(
            genesis: runtime.genesis(configuration.genesis), seed: runtime.fingerprint, depth: configuration.depth)
        genesisHash = ledger.genesisHash
        if let directory = configuration.directory {
            let store = try LedgerStore(directory, ledger: &ledger)
            if store.wasCut { logger.warning("the last block was not written whole and is lost") }
            self.store = store
        } else {
            store = nil
        }
        self.ledger = ledger
    }

    /// The hash of the block with this number, or nil when there is none yet.
    package func hash(of number: UInt64) -> BlockHash? { ledger.hash(number) }

    /// The latest block.
    package var head: Head { Head(number: ledger.head.number, hash: ledger.head.hash) }

    /// The latest block that is final.
    package var finalized: Head {
        let lag = UInt64(configuration.finalityLag)
        let number = ledger.head.number > lag ? ledger.head.number - lag : 0
        return Head(number: number, hash: ledger.hash(number) ?? genesisHash)
    }

    /// The storage after the head.
    package var state: ChainState { ledger.state }

    /// The latest block with its extrinsics.
    package var block: LedgerBlock { ledger.head }

    /// Extrinsics that wait for a block.
    package var pending: Int { pool.count }

    /// What the runtime is told about a block.
    func context(number: UInt64, parentHash: BlockHash, now: UInt64) -> BlockContext {
        let ledger = ledger
        return BlockContext(
            number: number, parentHash: parentHash.bytes, genesisHash: genesisHash.bytes, now: now,
            blockHash: { ledger.hash($0)?.bytes })
    }

    /// The same for a block that exists.
    func context(of block: LedgerBlock, state: ChainState) -> BlockContext {
        context(number: block.number, parentHash: block.header.parentHash, now: Self.time(of: state))
    }

    /// The same for the block after the head.
    func nextContext(now: UInt64) -> BlockContext {
        context(number: ledger.head.number + 1, parentHash: ledger.head.hash, now: now)
    }

    /// The time that the last block set, in milliseconds since 1970.
    static func time(of state: ChainState) -> UInt64 {
        guard let bytes = state[StorageKey.prefix("Timestamp", "Now")] else { return 0 }
        var reader = ScaleReader(bytes)
        return (try? reader.integer()) ?? 0
    }

    /// The nonce that the account's next extrinsic must have, going by the storage alone.
    func nonce(_ account: AccountID, state: ChainState, context: BlockContext) -> UInt64 {
        let answer = try? runtime.call("AccountNonceApi_account_nonce", account.bytes, state: state, context: context)
        var reader = ScaleReader(answer ?? [])
        let nonce: UInt32? = try? reader.integer()
        return UInt64(nonce ?? 0)
    }
}
