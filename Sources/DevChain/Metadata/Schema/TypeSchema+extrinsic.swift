extension TypeSchema {
    /// The types of which an extrinsic is made, and of its fee.
    static let extrinsic = """
        enum sp_runtime::multiaddress::MultiAddress<AccountId: AccountId32, AccountIndex: ()> { Id (AccountId32),
            Index (Compact<()>), Raw (Vec<u8>), Address32 ([u8; 32]), Address20 ([u8; 20]) }
        enum sp_runtime::MultiSignature { Ed25519 ([u8; 64]), Sr25519 ([u8; 64]), Ecdsa ([u8; 65]) }
        struct frame_system::extensions::check_non_zero_sender::CheckNonZeroSender<T>
        struct frame_system::extensions::check_spec_version::CheckSpecVersion<T>
        struct frame_system::extensions::check_tx_version::CheckTxVersion<T>
        struct frame_system::extensions::check_genesis::CheckGenesis<T>
        enum sp_runtime::generic::era::Era { Immortal, Mortal{1...255} (u8) }
        struct frame_system::extensions::check_mortality::CheckMortality<T> (Era)
        struct node_subtensor_runtime::check_nonce::CheckNonce<T> (Compact<u32>)
        struct frame_system::extensions::check_weight::CheckWeight<T>
        struct pallet_transaction_payment::ChargeTransactionPayment<T> (Compact<u64>)
        struct node_subtensor_runtime::transaction_payment_wrapper::ChargeTransactionPaymentWrapper<T> {
            charge_transaction_payment: ChargeTransactionPayment }
        struct node_subtensor_runtime::Runtime
        struct pallet_drand::drand_priority::DrandPriority<T: Runtime>
        enum frame_metadata_hash_extension::Mode { Disabled, Enabled }
        struct frame_metadata_hash_extension::CheckMetadataHash<T> { mode: Mode }
        struct OpaqueExtrinsic =
            sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic<Address: MultiAddress, Call: RuntimeCall,
            Signature: MultiSignature, Extra: (CheckNonZeroSender, CheckSpecVersion, CheckTxVersion, CheckGenesis,
            CheckMortality, CheckNonce, CheckWeight, ChargeTransactionPaymentWrapper, SubtensorTransactionExtension,
            DrandPriority, CheckMetadataHash)>(Vec<u8>)
        struct fp_self_contained::unchecked_extrinsic::UncheckedExtrinsic<Address: MultiAddress,
            Call: RuntimeCall, Signature: MultiSignature, Extension: (CheckNonZeroSender, CheckSpecVersion,
            CheckTxVersion, CheckGenesis, CheckMortality, CheckNonce, CheckWeight, ChargeTransactionPaymentWrapper,
            SubtensorTransactionExtension, DrandPriority, CheckMetadataHash)>(OpaqueExtrinsic)
        struct pallet_transaction_payment::types::RuntimeDispatchInfo<Balance: u64, Weight: Weight> {
            weight: Weight, class: DispatchClass, partial_fee: u64 }
        struct pallet_transaction_payment::types::InclusionFee<Balance: u64> { base_fee: u64, len_fee: u64,
            adjusted_weight_fee: u64 }
        struct pallet_transaction_payment::types::FeeDetails<Balance: u64> { inclusion_fee: Option<InclusionFee>,
            tip: u64 }
        """
}
