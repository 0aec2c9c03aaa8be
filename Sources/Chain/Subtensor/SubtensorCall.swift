package import Keys

/// The calls of the subtensor pallet that roles send (spec version 343; encoded by name, so that indices may move).
package enum SubtensorCall {
    static func call(_ name: String, _ arguments: KeyValuePairs<String, ScaleValue>) -> RuntimeCall {
        RuntimeCall(pallet: "SubtensorModule", name: name, arguments: .fields(arguments))
    }

    static func number(_ value: some FixedWidthInteger & UnsignedInteger) -> ScaleValue {
        .unsigned(UInt128(value))
    }

    static func list(_ values: [UInt16]) -> ScaleValue { .list(values.map(number)) }

    /// Tells where the signer's axon listens.
    package static func serveAxon(_ axon: AxonPublication, netuid: UInt16) -> RuntimeCall {
        call(
            "serve_axon",
            [
                "netuid": number(netuid), "version": number(axon.version), "ip": .unsigned(axon.address.number),
                "port": number(axon.port), "ip_type": number(axon.address.type),
                "protocol": number(axon.protocolNumber), "placeholder1": .unsigned(0), "placeholder2": .unsigned(0),
            ])
    }

    /// Tells where the signer's metrics are, and which version it runs.
    package static func servePrometheus(_ metrics: PrometheusPublication, netuid: UInt16) -> RuntimeCall {
        call(
            "serve_prometheus",
            [
                "netuid": number(netuid), "version": number(metrics.version),
                "ip": .unsigned(metrics.address.number), "port": number(metrics.port),
                "ip_type": number(metrics.address.type),
            ])
    }

    /// Registers a hotkey for the TAO that the signer burns.
    package static func burnedRegister(hotkey: AccountID, netuid: UInt16) -> RuntimeCall {
        call("burned_register", ["netuid": number(netuid), "hotkey": .account(hotkey)])
    }
}
