package import Keys
package import Market

/// What a miner is doing. Written down before the engine is touched.
package enum MinerState: Sendable, Equatable {
    case free
    case provisioning(RentalRecord)
    case allocated(RentalRecord)
    case releasing(RentalRecord)

    /// The rental in hand, whatever is happening to it.
    package var rental: RentalRecord? {
        switch self {
        case .free: nil
        case .provisioning(let rental), .allocated(let rental), .releasing(let rental): rental
        }
    }

    /// Whether the rental with this id stands.
    func isAllocated(_ id: AllocationID) -> Bool {
        guard case .allocated(let rental) = self else { return false }
        return rental.id == id
    }

    /// All names of states.
    static let labels = ["free", "provisioning", "allocated", "releasing"]

    /// The state's name in the ledger, logs and metrics.
    package var label: String {
        switch self {
        case .free: "free"
        case .provisioning: "provisioning"
        case .allocated: "allocated"
        case .releasing: "releasing"
        }
    }
}

/// An allocation that has ended: its key provisions nothing any more, and releasing it again is fine.
package struct EndedRental: Codable, Sendable, Equatable {
    package let id: AllocationID
    /// Nil of a rental taken over from the Python program.
    package let renter: AccountID?
}

/// Everything a miner remembers: the state, and the last allocations that ended.
package struct MinerMemory: Sendable, Equatable {
    package var state: MinerState
    package private(set) var ended: [EndedRental]

    /// How many ended allocations are remembered.
    static let endedLimit = 256

    package init(state: MinerState = .free, ended: [EndedRental] = []) {
        self.state = state
        self.ended = ended
    }

    /// Whether this allocation has ended here.
    package func hasEnded(_ id: AllocationID) -> Bool {
        ended.contains { $0.id == id }
    }

    /// How the allocation of `publicKey` stands; nil when that is no key.
    package func standing(ofKey publicKey: String) -> AllocateOutput.Standing? {
        guard let id = AllocationID(publicKeyPEM: publicKey) else { return nil }
        guard state.rental?.id == id else { return .absent }
        switch state {
        case .free: return .absent
        case .provisioning: return .provisioning
        case .allocated: return .allocated
        case .releasing: return .releasing
        }
    }

    /// The allocation is remembered as ended.
    package mutating func noteEnd(_ id: AllocationID, renter: AccountID?) {
        ended.removeAll { $0.id == id }
        ended.append(EndedRental(id: id, renter: renter))
        if ended.count > Self.endedLimit { ended.removeFirst(ended.count - Self.endedLimit) }
    }
}

extension MinerMemory: Codable {
    private enum CodingKeys: String, CodingKey {
        case version
        case state
        case rental
        case ended
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let label = try container.decode(String.self, forKey: .state)
        let rental = try container.decodeIfPresent(RentalRecord.self, forKey: .rental)
        switch (label, rental) {
        case ("free", nil): state = .free
        case ("provisioning", let rental?): state = .provisioning(rental)
        case ("allocated", let rental?): state = .allocated(rental)
        case ("releasing", let rental?): state = .releasing(rental)
        default:
            throw DecodingError.dataCorruptedError(forKey: .state, in: container, debugDescription: "unknown state")
        }
        ended = try container.decodeIfPresent([EndedRental].self, forKey: .ended) ?? []
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(1, forKey: .version)
        try container.encode(state.label, forKey: .state)
        try container.encodeIfPresent(state.rental, forKey: .rental)
        try container.encode(ended, forKey: .ended)
    }
}
