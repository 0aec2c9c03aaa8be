/// The address of a neuron's metrics as the chain stores it: 31 bytes on the wire.
package struct PrometheusRecord: Sendable, Equatable {
    /// The block at which it was served; 0 for never.
    package var block: UInt64
    package var version: UInt32
    /// The address as a number; IPv4 in the low 32 bits.
    package var ip: UInt128
    package var port: UInt16
    /// 4 or 6.
    package var ipType: UInt8

    package init(block: UInt64 = 0, version: UInt32 = 0, ip: UInt128 = 0, port: UInt16 = 0, ipType: UInt8 = 0) {
        self.block = block
        self.version = version
        self.ip = ip
        self.port = port
        self.ipType = ipType
    }

    /// What was published, or nil when the neuron never did.
    package var info: PrometheusInfo? {
        guard block != 0 || version != 0 || port != 0 else { return nil }
        return PrometheusInfo(
            ip: ChainAddress(number: ip, type: ipType).text, port: Int(port), version: Int(version), block: block)
    }
}
