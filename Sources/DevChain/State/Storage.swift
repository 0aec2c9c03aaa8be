internal import Chain
internal import Keys

/// The storage items that the rules of this chain read and write; names, hashers and defaults are those of the metadata.
enum Storage {
    static let account = StorageItem("System", "Account", [.blake2_128Concat], default: AccountRecord())
    static let number = StorageItem<UInt32>("System", "Number", default: 0)
    static let parentHash = StorageItem<AccountID>("System", "ParentHash", default: .zero)
    static let blockHash = StorageItem<AccountID>("System", "BlockHash", [.twox64Concat], default: .zero)
    static let extrinsicCount = StorageItem<UInt32>("System", "ExtrinsicCount")
    static let eventCount = StorageItem<UInt32>("System", "EventCount", default: 0)
    /// The encoded `System.Events` is written as it grows, not as a value.
    static let events = StorageKey.prefix("System", "Events")
    static let now = StorageItem<UInt64>("Timestamp", "Now", default: 0)
    static let issuance = StorageItem<UInt64>("Balances", "TotalIssuance", default: 0)
    static let drandRound = StorageItem<UInt64>("Drand", "LastStoredRound", default: 0)

    // Of a subnet.
    static let networksAdded = subnet("NetworksAdded", default: false)
    static let networkRegisteredAt = subnet("NetworkRegisteredAt", default: UInt64(0))
    static let subnetworkN = subnet("SubnetworkN", default: UInt16(0))
    static let subnetOwner = subnet("SubnetOwner", default: AccountID.zero)
    static let subnetOwnerHotkey = subnet("SubnetOwnerHotkey", default: AccountID.zero)
    static let tokenSymbol = subnet("TokenSymbol", default: Array("\u{1D70F}".utf8))
    static let identity = StorageItem<IdentityRecord>("SubtensorModule", "SubnetIdentitiesV3", [.blake2_128Concat])
    static let tempo = subnet("Tempo", default: UInt16(360))
    static let commitReveal = subnet("CommitRevealWeightsEnabled", default: true)
    static let revealPeriod = StorageItem(
        "SubtensorModule", "RevealPeriodEpochs", [.twox64Concat], default: UInt64(1))
    static let minAllowedWeights = subnet("MinAllowedWeights", default: UInt16(1024))
    static let maxWeightsLimit = subnet("MaxWeightsLimit", default: UInt16(65_535))
    static let weightsRateLimit = subnet("WeightsSetRateLimit", default: UInt64(100))
    static let weightsVersion = subnet("WeightsVersionKey", default: UInt64(0))
    static let servingRateLimit = subnet("ServingRateLimit", default: UInt64(50))
    static let burn = subnet("Burn", default: UInt64(100_000_000))
    static let minBurn = subnet("MinBurn", default: UInt64(500_000))
    static let registrationAllowed = subnet("NetworkRegistrationAllowed", default: true)
    static let workRegistrationAllowed = subnet("NetworkPowRegistrationAllowed", default: true)
    static let registrationsPerBlock = subnet("MaxRegistrationsPerBlock", default: UInt16(1))
    static let registrationsThisBlock = subnet("RegistrationsThisBlock", default: UInt16(0))
    static let targetRegistrations = subnet("TargetRegistrationsPerInterval", default: UInt16(2))
    static let registrationsThisInterval = subnet("RegistrationsThisInterval", default: UInt16(0))
    static let burnRegistrations = subnet("BurnRegistrationsThisInterval", default: UInt16(0))
    static let adjustmentInterval = subnet("AdjustmentInterval", default: UInt16(100))
    static let lastAdjustment = subnet("LastAdjustmentBlock", default: UInt64(0))
    static let recycled = subnet("RAORecycledForRegistration", default: UInt64(0))
    static let maxUids = subnet("MaxAllowedUids", default: UInt16(4096))
    static let maxValidators = subnet("MaxAllowedValidators", default: UInt16(128))
    static let immunityPeriod = subnet("ImmunityPeriod", default: UInt16(4096))
    static let activityCutoff = subnet("ActivityCutoff", default: UInt16(5000))
    static let subnetTAO = subnet("SubnetTAO", default: UInt64(0))
    static let subnetAlphaIn = subnet("SubnetAlphaIn", default: UInt64(0))
    static let subnetAlphaOut = subnet("SubnetAlphaOut", default: UInt64(0))
    static let subtokenEnabled = subnet("SubtokenEnabled", default: false)
    static let mechanisms = StorageItem(
        "SubtensorModule", "MechanismCountCurrent", [.twox64Concat], default: UInt8(1))

    // Of all neurons of a subnet, one element each.
    static let lastUpdate = subnet("LastUpdate", default: [UInt64]())
    static let active = subnet("Active", default: [Bool]())
    static let validatorPermit = subnet("ValidatorPermit", default: [Bool]())
    static let emission = subnet("Emission", default: [UInt64]())
    static let shares = ["Rank", "Trust", "Consensus", "Incentive", "Dividends", "ValidatorTrust", "PruningScores"].map
    {
        subnet($0, default: [UInt16]())
    }

    // Of one neuron.
    static let uids = StorageItem<UInt16>("SubtensorModule", "Uids", [.identity, .blake2_128Concat])
    static let keys = StorageItem<AccountID>("SubtensorModule", "Keys", [.identity, .identity], default: .zero)
    static let registeredAt = StorageItem<UInt64>(
        "SubtensorModule", "BlockAtRegistration", [.identity, .identity], default: 0)
    static let axons = StorageItem<AxonRecord>("SubtensorModule", "Axons", [.identity, .blake2_128Concat])
    static let prometheus = StorageItem<PrometheusRecord>(
        "SubtensorModule", "Prometheus", [.identity, .blake2_128Concat])
    static let certificates = StorageItem<CertificateRecord>(
        "SubtensorModule", "NeuronCertificates", [.identity, .blake2_128Concat])
    static let weights = StorageItem<[WeightRecord]>(
        "SubtensorModule", "Weights", [.identity, .identity], default: [])
    static let commits = StorageItem<[CommitRecord]>(
        "SubtensorModule", "WeightCommits", [.twox64Concat, .twox64Concat])
    static let timelocked = StorageItem<[TimelockedRecord]>(
        "SubtensorModule", "TimelockedWeightCommits", [.twox64Concat, .twox64Concat], default: [])
    static let commitVersion = StorageItem<UInt16>("SubtensorModule", "CommitRevealWeightsVersion", default: 4)

    // Of keys and stake.
    static let owner = StorageItem<AccountID>("SubtensorModule", "Owner", [.blake2_128Concat], default: .zero)
    static let ownedHotkeys = StorageItem<[AccountID]>(
        "SubtensorModule", "OwnedHotkeys", [.blake2_128Concat], default: [])
    static let stakingHotkeys = StorageItem<[AccountID]>(
        "SubtensorModule", "StakingHotkeys", [.blake2_128Concat], default: [])
    static let isMember = StorageItem<Bool>(
        "SubtensorModule", "IsNetworkMember", [.blake2_128Concat, .identity], default: false)
    static let hotkeyAlpha = StorageItem<UInt64>(
        "SubtensorModule", "TotalHotkeyAlpha", [.blake2_128Concat, .identity], default: 0)
    static let hotkeyShares = StorageItem<UInt128>(
        "SubtensorModule", "TotalHotkeyShares", [.blake2_128Concat, .identity], default: 0)
    static let alpha = StorageItem<UInt128>(
        "SubtensorModule", "Alpha", [.blake2_128Concat, .blake2_128Concat, .identity], default: 0)
    static let totalStake = StorageItem<UInt64>("SubtensorModule", "TotalStake", default: 0)
    static let stakeThreshold = StorageItem<UInt64>("SubtensorModule", "StakeThreshold", default: 0)
    static let subtensorIssuance = StorageItem<UInt64>("SubtensorModule", "TotalIssuance", default: 0)
    static let totalNetworks = StorageItem<UInt16>("SubtensorModule", "TotalNetworks", default: 0)

    /// Not of the real chain: who has the validator permit from genesis, whatever the stake.
    static let genesisPermits = StorageItem<[AccountID]>("DevChain", "GenesisPermits", [.identity], default: [])

    private static func subnet<Value: Storable>(_ name: String, default fallback: Value) -> StorageItem<Value> {
        StorageItem("SubtensorModule", name, [.identity], default: fallback)
    }
}
