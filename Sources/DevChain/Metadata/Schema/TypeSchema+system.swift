extension TypeSchema {
    /// The types of the System and Balances pallets and of what a dispatch may end in.
    static let system = """
        struct sp_core::crypto::AccountId32([u8; 32])
        struct pallet_balances::types::ExtraFlags (u128)
        struct pallet_balances::types::AccountData<Balance: u64> { free: u64, reserved: u64, frozen: u64,
            flags: ExtraFlags }
        struct frame_system::AccountInfo<Nonce: u32, AccountData: AccountData> { nonce: u32, consumers: u32,
            providers: u32, sufficients: u32, data: AccountData }
        struct primitive_types::H256 ([u8; 32])
        enum sp_runtime::generic::digest::DigestItem { PreRuntime = 6 ([u8; 4], Vec<u8>), Consensus = 4 ([u8; 4],
            Vec<u8>), Seal ([u8; 4], Vec<u8>), Other = 0 (Vec<u8>), RuntimeEnvironmentUpdated = 8 }
        struct sp_runtime::generic::digest::Digest { logs: Vec<DigestItem> }
        enum frame_system::Phase { ApplyExtrinsic (u32), Finalization, Initialization }
        struct frame_system::EventRecord<E: RuntimeEvent, T: H256> { phase: Phase, event: RuntimeEvent,
            topics: Vec<H256> }
        struct sp_weights::weight_v2::Weight { ref_time: Compact<u64>, proof_size: Compact<u64> }
        enum frame_support::dispatch::DispatchClass { Normal, Operational, Mandatory }
        enum frame_support::dispatch::Pays { Yes, No }
        struct frame_system::DispatchEventInfo { weight: Weight, class: DispatchClass, pays_fee: Pays }
        struct sp_runtime::ModuleError { index: u8, error: [u8; 4] }
        enum sp_runtime::TokenError { FundsUnavailable, OnlyProvider, BelowMinimum, CannotCreate, UnknownAsset,
            Frozen, Unsupported, CannotCreateHold, NotExpendable, Blocked }
        enum sp_arithmetic::ArithmeticError { Underflow, Overflow, DivisionByZero }
        enum sp_runtime::TransactionalError { LimitReached, NoLayer }
        enum sp_runtime::proving_trie::TrieError { InvalidStateRoot, IncompleteDatabase, ValueAtIncompleteKey,
            DecoderError, InvalidHash, DuplicateKey, ExtraneousNode, ExtraneousValue, ExtraneousHashReference,
            InvalidChildReference, ValueMismatch, IncompleteProof, RootMismatch, DecodeError }
        enum sp_runtime::DispatchError { Other, CannotLookup, BadOrigin, Module (ModuleError), ConsumerRemaining,
            NoProviders, TooManyConsumers, Token (TokenError), Arithmetic (ArithmeticError), Transactional
            (TransactionalError), Exhausted, Corruption, Unavailable, RootNotAllowed, Trie (TrieError) }
        struct sp_weights::RuntimeDbWeight { read: u64, write: u64 }
        struct CowText = Cow<T: str>(str)
        struct CowAPIs = Cow<T: Vec<([u8; 8], u32)>>(Vec<([u8; 8], u32)>)
        struct sp_version::RuntimeVersion { spec_name: CowText, impl_name: CowText, authoring_version: u32,
            spec_version: u32, impl_version: u32, apis: CowAPIs, transaction_version: u32, system_version: u8 }
        enum frame_support::traits::tokens::misc::BalanceStatus { Free, Reserved }
        struct sp_arithmetic::fixed_point::FixedU128(u128)
        struct sp_core::OpaqueMetadata (Vec<u8>)
        struct sp_consensus_slots::Slot(u64)
        """
}
