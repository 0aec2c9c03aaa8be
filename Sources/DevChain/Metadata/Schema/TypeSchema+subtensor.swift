extension TypeSchema {
    /// The types that the storage of SubtensorModule and Commitments holds.
    static let subtensor = """
        struct substrate_typenum::uint::UTerm
        struct substrate_typenum::bit::B0
        struct substrate_typenum::bit::B1
        struct Bits1 = substrate_typenum::uint::UInt<U: UTerm, B: B1> { msb: UTerm, lsb: B1 }
        struct Bits2 = substrate_typenum::uint::UInt<U: Bits1, B: B0> { msb: Bits1, lsb: B0 }
        struct Bits4 = substrate_typenum::uint::UInt<U: Bits2, B: B0> { msb: Bits2, lsb: B0 }
        struct Bits8 = substrate_typenum::uint::UInt<U: Bits4, B: B0> { msb: Bits4, lsb: B0 }
        struct Bits16 = substrate_typenum::uint::UInt<U: Bits8, B: B0> { msb: Bits8, lsb: B0 }
        struct Bits32 = substrate_typenum::uint::UInt<U: Bits16, B: B0> { msb: Bits16, lsb: B0 }
        struct Bits64 = substrate_typenum::uint::UInt<U: Bits32, B: B0> { msb: Bits32, lsb: B0 }
        struct U64F64 = substrate_fixed::FixedU128<Frac: Bits64> { bits: u128 }
        struct pallet_subtensor::pallet::AxonInfo { block: u64, version: u32, ip: u128, port: u16, ip_type: u8,
            protocol: u8, placeholder1: u8, placeholder2: u8 }
        struct pallet_subtensor::pallet::NeuronCertificate { public_key: BoundedVec<u8>, algorithm: u8 }
        struct pallet_subtensor::pallet::PrometheusInfo { block: u64, version: u32, ip: u128, port: u16,
            ip_type: u8 }
        struct pallet_subtensor::pallet::SubnetIdentityV3 { subnet_name: Vec<u8>, github_repo: Vec<u8>,
            subnet_contact: Vec<u8>, subnet_url: Vec<u8>, discord: Vec<u8>, description: Vec<u8>, logo_url: Vec<u8>,
            additional: Vec<u8> }
        enum pallet_subtensor::pallet::EpochConsensus { Yuma, Null }
        enum pallet_commitments::types::Data { None, Raw{0...128} ([u8; #]), BlakeTwo256 ([u8; 32]), Sha256 ([u8;
            32]), Keccak256 ([u8; 32]), ShaThree256 ([u8; 32]), TimelockEncrypted { encrypted: BoundedVec<u8>,
            reveal_round: u64 }, ResetBondsFlag, BigRaw (BoundedVec<u8>) }
        struct pallet_commitments::types::CommitmentInfo<FieldLimit> { fields: BoundedVec<Data> }
        struct pallet_commitments::types::Registration<Balance: u64, MaxFields, BlockNumber: u32> { deposit: u64,
            block: u32, info: CommitmentInfo }
        struct pallet_subtensor::transaction_extension::SubtensorTransactionExtension<T: Runtime>
        struct I32F32 = substrate_fixed::FixedI64<Frac: Bits32> { bits: i64 }
        struct I96F32 = substrate_fixed::FixedI128<Frac: Bits32> { bits: i128 }
        struct pallet_subtensor::pallet::ChainIdentityV2 { name: Vec<u8>, url: Vec<u8>, github_repo: Vec<u8>,
            image: Vec<u8>, discord: Vec<u8>, description: Vec<u8>, additional: Vec<u8> }
        struct pallet_subtensor_swap_runtime_api::SimSwapResult { tao_amount: u64, alpha_amount: u64,
            tao_fee: u64, alpha_fee: u64 }
        """
}
