import Chain
import Keys

/// Neurons as values of a runtime's types, with numbers of every size.
enum NeuronSamples {
    static func account(_ number: Int) -> AccountID {
        AccountID(words: (UInt64(number) + 1, 2, 3, 4))
    }

    static func axon(_ number: Int) -> AxonRecord {
        number == 0
            ? AxonRecord()
            : AxonRecord(block: 100, version: 190, ip: 0x7f00_0002, port: 8_091, ipType: 4, protocolNumber: 4)
    }

    /// Neuron `number` of `netuid` as the type registry has it.
    static func value(_ number: Int, netuid: UInt16 = 27, extended: Bool = false) -> ScaleValue {
        let axon = axon(number)
        func plain(_ number: some FixedWidthInteger & UnsignedInteger) -> ScaleValue { .unsigned(UInt128(number)) }
        let address: [ScaleValue] = [
            plain(axon.block), plain(axon.version), .unsigned(axon.ip), plain(axon.port), plain(axon.ipType),
        ]
        let names = ["block", "version", "ip", "port", "ip_type"]
        let values: KeyValuePairs<String, ScaleValue> = [
            "hotkey": .account(account(number)), "coldkey": .account(account(1_000 + number)),
            "uid": plain(UInt16(number)), "netuid": plain(netuid), "active": .bool(number % 2 == 0),
            "axon_info": .record(
                names: names + ["protocol", "placeholder1", "placeholder2"],
                values: address + [plain(axon.protocolNumber), .unsigned(0), .unsigned(0)]),
            "prometheus_info": .record(names: names, values: address),
            "stake": .list(
                number == 0
                    ? [] : [.list([.account(account(1_000 + number)), .unsigned(UInt128(number) * 1_000_000_000)])]),
            "rank": .unsigned(0), "emission": .unsigned(63), "incentive": .unsigned(64), "consensus": .unsigned(16_383),
            "trust": .unsigned(16_384), "validator_trust": .unsigned(65_535), "dividends": .unsigned(1),
            "last_update": .unsigned(UInt128(UInt64.max)), "validator_permit": .bool(number == 1),
            "pruning_score": .unsigned(65_535),
        ]
        var fields = values.map { ($0.key, $0.value) }
        if extended { fields.append(("collateral", .unsigned(5))) }
        return .record(names: fields.map(\.0), values: fields.map(\.1))
    }

    static func bytes(_ count: Int, extended: Bool = false) throws -> [UInt8] {
        let runtime = NeuronRuntime.runtime(extended: extended)
        let list = (0..<count).map { value($0, extended: extended) }
        return try runtime.metadata.types.encode(.list(list), as: NeuronRuntime.neurons)
    }

    /// The state of a subnet in which neuron n has n + 0.5 of everything.
    static func state(_ count: Int, netuid: UInt16 = 27) -> ScaleValue {
        let accounts = ScaleValue.list((0..<count).map { .account(account($0)) })
        let flags = ScaleValue.list((0..<count).map { .bool($0 == 1) })
        let zeros = ScaleValue.list((0..<count).map { _ in .unsigned(0) })
        let stakes = ScaleValue.list((0..<count).map { .unsigned(UInt128($0) * 1_000_000_000 + 500_000_000) })
        return .some(
            .fields([
                "netuid": .unsigned(UInt128(netuid)), "hotkeys": accounts, "coldkeys": accounts, "active": flags,
                "validator_permit": flags, "pruning_score": zeros, "last_update": zeros, "emission": zeros,
                "dividends": zeros, "incentives": zeros, "consensus": zeros, "trust": zeros, "rank": zeros,
                "block_at_registration": zeros, "alpha_stake": stakes, "tao_stake": stakes, "total_stake": stakes,
                "emission_history": .list([zeros, zeros]),
            ]))
    }

    static func stateBytes(_ count: Int) throws -> [UInt8] {
        try NeuronRuntime.runtime().metadata.types.encode(state(count), as: NeuronRuntime.state)
    }
}
