internal import Chain
internal import Keys

extension Execution {
    mutating func serveAxon(_ arguments: CallArguments, hotkey: AccountID) throws(Refusal) {
        let netuid = try arguments.integer("netuid", UInt16.self)
        let axon = try axon(arguments)
        try checkAxon(axon, netuid: netuid, hotkey: hotkey)
        if let certificate = arguments.values["certificate"]?.bytes, let algorithm = certificate.first,
            certificate.count <= 65
        {
            let record = CertificateRecord(publicKey: Array(certificate.dropFirst()), algorithm: algorithm)
            state.set(Storage.certificates, netuid, hotkey, to: record)
        }
        state.set(Storage.axons, netuid, hotkey, to: axon)
        emit("AxonServed", .unsigned(UInt128(netuid)), .account(hotkey))
    }

    mutating func servePrometheus(_ arguments: CallArguments, hotkey: AccountID) throws(Refusal) {
        let netuid = try arguments.integer("netuid", UInt16.self)
        let record = PrometheusRecord(
            block: block, version: try arguments.integer("version"), ip: try arguments.integer("ip"),
            port: try arguments.integer("port"), ipType: try arguments.integer("ip_type"))
        guard record.ipType == 4 || record.ipType == 6 else { throw .subtensor(.invalidIpType) }
        guard record.ip != 0, isServable(record.ip, type: record.ipType) else {
            throw .subtensor(.invalidIpAddress)
        }
        guard isRegisteredAnywhere(hotkey) else { throw .subtensor(.hotKeyNotRegisteredInNetwork) }
        let last = state.value(Storage.prometheus, netuid, hotkey)?.block ?? 0
        guard mayServe(netuid, last: last) else { throw .subtensor(.servingRateLimitExceeded) }
        guard record.port != 0 else { throw .subtensor(.invalidPort) }
        state.set(Storage.prometheus, netuid, hotkey, to: record)
        emit("PrometheusServed", .unsigned(UInt128(netuid)), .account(hotkey))
    }

    /// The axon that the arguments name, at this block.
    func axon(_ arguments: CallArguments) throws(Refusal) -> AxonRecord {
        AxonRecord(
            block: block, version: try arguments.integer("version"), ip: try arguments.integer("ip"),
            port: try arguments.integer("port"), ipType: try arguments.integer("ip_type"),
            protocolNumber: try arguments.integer("protocol"),
            placeholder1: try arguments.integer("placeholder1"),
            placeholder2: try arguments.integer("placeholder2"))
    }

    /// The checks in the real chain's order; they stand at the door of the pool, too.
    func checkAxon(_ axon: AxonRecord, netuid: UInt16, hotkey: AccountID) throws(Refusal) {
        guard isRegisteredAnywhere(hotkey) else { throw .subtensor(.hotKeyNotRegisteredInNetwork) }
        guard axon.ipType == 4 || axon.ipType == 6 else { throw .subtensor(.invalidIpType) }
        guard isServable(axon.ip, type: axon.ipType) else { throw .subtensor(.invalidIpAddress) }
        let last = state.value(Storage.axons, netuid, hotkey)?.block ?? 0
        guard mayServe(netuid, last: last) else { throw .subtensor(.servingRateLimitExceeded) }
        guard axon.port != 0 else { throw .subtensor(.invalidPort) }
    }

    private func isServable(_ ip: UInt128, type: UInt8) -> Bool {
        if type == 4 {
            guard ip < UInt128(UInt32.max) else { return false }
            return parameters.allowLoopback || ip != 0x7F00_0001
        }
        guard ip != UInt128.max else { return false }
        return parameters.allowLoopback || ip != 1
    }

    private func mayServe(_ netuid: UInt16, last: UInt64) -> Bool {
        let limit = state.value(Storage.servingRateLimit, netuid, or: 0)
        return limit == 0 || last == 0 || block >= last && block - last >= limit
    }

    private func isRegisteredAnywhere(_ hotkey: AccountID) -> Bool {
        state.keys(prefix: Storage.isMember.key([hotkey]), count: .max).contains { state[$0] == [1] }
    }
}
