/// What became of a registration.
package enum RegistrationOutcome: Sendable, Equatable, CustomStringConvertible {
    case registered(uid: UInt16, WriteReceipt)
    /// It was before; nothing was sent, as in all that follow but the last.
    case alreadyRegistered(uid: UInt16)
    /// The subnet takes no registrations.
    case closed
    /// The price, in rao, is above what the caller allows.
    case tooExpensive(burn: UInt64)
    /// The coldkey cannot pay, both in rao.
    case tooPoor(free: UInt64, burn: UInt64)
    case failed(WriteFailure)

    package var description: String {
        switch self {
        case .registered(let uid, let receipt): "registered as neuron \(uid) (\(receipt))"
        case .alreadyRegistered(let uid): "already registered as neuron \(uid)"
        case .closed: "the subnet takes no registrations"
        case .tooExpensive(let burn): "the price is \(Double(burn) / Neuron.rao) TAO, more than allowed"
        case .tooPoor(let free, let burn):
            "the coldkey has \(Double(free) / Neuron.rao) TAO, the price is \(Double(burn) / Neuron.rao) TAO"
        case .failed(let failure): "\(failure)"
        }
    }
}
