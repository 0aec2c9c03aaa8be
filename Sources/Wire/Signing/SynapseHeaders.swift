package import HTTPTypes

/// The headers of a Synapse request or answer, as text: nothing in them is trusted before the signature is.
package struct SynapseHeaders: Sendable, Equatable {
    /// Which half of the message a header is about.
    package enum Side: String, Sendable {
        case axon
        case dendrite
    }

    package var name: String?
    /// Seconds, such as `12.0`.
    package var timeout: String?
    package var headerSize: String?
    package var totalSize: String?
    package var bodyHash: String?
    /// The axon's half.
    package var axon = SynapseHalf()
    /// The dendrite's half.
    package var dendrite = SynapseHalf()

    /// Where the value of a header belongs.
    private enum Place {
        case name
        case timeout
        case headerSize
        case totalSize
        case bodyHash
        case axon(SynapseHalf.Member)
        case dendrite(SynapseHalf.Member)
    }

    private static let places: [String: Place] = {
        var places: [String: Place] = [
            HeaderName.name.canonicalName: .name, HeaderName.timeout.canonicalName: .timeout,
            HeaderName.headerSize.canonicalName: .headerSize, HeaderName.totalSize.canonicalName: .totalSize,
            HeaderName.bodyHash.canonicalName: .bodyHash,
        ]
        for member in SynapseHalf.Member.allCases {
            places[HeaderName.terminal(.axon, member.rawValue).canonicalName] = .axon(member)
            places[HeaderName.terminal(.dendrite, member.rawValue).canonicalName] = .dendrite(member)
        }
        return places
    }()

    /// What `fields` say; absent headers are absent members, repeated ones are joined as HTTP joins them.
    package init(_ fields: HTTPFields) {
        let places = Self.places
        for field in fields {
            switch places[field.name.canonicalName] {
            case nil: break
            case .name: Self.add(field.value, to: &name)
            case .timeout: Self.add(field.value, to: &timeout)
            case .headerSize: Self.add(field.value, to: &headerSize)
            case .totalSize: Self.add(field.value, to: &totalSize)
            case .bodyHash: Self.add(field.value, to: &bodyHash)
            case .axon(let member): Self.add(field.value, to: &axon[member])
            case .dendrite(let member): Self.add(field.value, to: &dendrite[member])
            }
        }
    }

    private static func add(_ value: String, to member: inout String?) {
        member = member.map { "\($0), \(value)" } ?? value
    }
}
