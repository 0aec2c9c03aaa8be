/// What a role publishes about its axon.
package struct AxonPublication: Sendable, Equatable {
    package var address: ChainAddress
    package var port: UInt16
    /// The protocol version, such as 190.
    package var version: UInt32
    /// What the Python program publishes: 4.
    package var protocolNumber: UInt8

    package init(address: ChainAddress, port: UInt16, version: UInt32, protocolNumber: UInt8 = 4) {
        self.address = address
        self.port = port
        self.version = version
        self.protocolNumber = protocolNumber
    }

    /// True when the chain has exactly this already.
    package func equals(_ record: AxonRecord) -> Bool {
        record.ip == address.number && record.ipType == address.type && record.port == port
            && record.version == version && record.protocolNumber == protocolNumber && record.placeholder1 == 0
            && record.placeholder2 == 0
    }
}

/// What a role publishes about its metrics.
package struct PrometheusPublication: Sendable, Equatable {
    package var address: ChainAddress
    package var port: UInt16
    /// The protocol version, such as 190.
    package var version: UInt32

    package init(address: ChainAddress, port: UInt16, version: UInt32) {
        self.address = address
        self.port = port
        self.version = version
    }

    /// True when the chain has this already and since not long before `block`, as the reference program counts: within 100
    /// blocks of the last full hundred.
    package func equals(_ record: PrometheusRecord, at block: UInt64) -> Bool {
        record.ip == address.number && record.ipType == address.type && record.port == port
            && record.version == version && record.block &+ 100 >= block - block % 100
    }
}
