package import Keys

/// One member of a subnet as the chain tells it.
package struct Neuron: Sendable, Equatable, Codable {
    package var uid: UInt16
    package var hotkey: AccountID
    package var coldkey: AccountID
    /// Total stake in TAO.
    package var stake: Double
    package var validatorPermit: Bool
    /// Where its axon listens, or nil when it serves none.
    package var axon: AxonInfo?

    package init(
        uid: UInt16, hotkey: AccountID, coldkey: AccountID, stake: Double, validatorPermit: Bool = false,
        axon: AxonInfo? = nil
    ) {
        self.uid = uid
        self.hotkey = hotkey
        self.coldkey = coldkey
        self.stake = stake
        self.validatorPermit = validatorPermit
        self.axon = axon
    }

    private enum CodingKeys: String, CodingKey {
        case uid
        case hotkey
        case coldkey
        case stake
        case validatorPermit = "validator_permit"
        case axon
    }
}

/// The address at which a neuron answers signed requests.
package struct AxonInfo: Sendable, Equatable, Codable {
    /// An address literal, IPv4 or IPv6.
    package var ip: String
    package var port: Int
    /// The protocol version it published, such as 190.
    package var version: Int

    package init(ip: String, port: Int, version: Int) {
        self.ip = ip
        self.port = port
        self.version = version
    }
}
