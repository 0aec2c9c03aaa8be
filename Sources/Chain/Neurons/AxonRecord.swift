/// An axon as the chain stores it: 34 bytes on the wire.
package struct AxonRecord: Sendable, Equatable {
    /// The block at which it was served; 0 for never.
    package var block: UInt64
    package var version: UInt32
    /// The address as a number; IPv4 in the low 32 bits.
    package var ip: UInt128
    package var port: UInt16
    /// 4 or 6.
    package var ipType: UInt8
    package var protocolNumber: UInt8
    package var placeholder1: UInt8
    package var placeholder2: UInt8

    package init(
        block: UInt64 = 0, version: UInt32 = 0, ip: UInt128 = 0, port: UInt16 = 0, ipType: UInt8 = 0,
        protocolNumber: UInt8 = 0, placeholder1: UInt8 = 0, placeholder2: UInt8 = 0
    ) {
        self.block = block
        self.version = version
        self.ip = ip
        self.port = port
        self.ipType = ipType
        self.protocolNumber = protocolNumber
        self.placeholder1 = placeholder1
        self.placeholder2 = placeholder2
    }

    /// Where it listens, or nil when the neuron serves none (no address or no port).
    package var info: AxonInfo? {
        guard ip != 0, port != 0 else { return nil }
        return AxonInfo(
            ip: ChainAddress(number: ip, type: ipType).text, port: Int(port), version: Int(version))
    }
}
