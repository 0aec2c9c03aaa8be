package import HTTPTypes

/// The header names of the Synapse protocol, of btauth/1 and of ours. Proxies must let names with underscores pass.
package enum HeaderName {
    package static let name = header("name")
    package static let timeout = header("timeout")
    package static let headerSize = header("header_size")
    package static let totalSize = header("total_size")
    package static let bodyHash = header("computed_body_hash")

    /// The headers about the axon and the dendrite, by member; made once, because every answer carries them.
    static let axon = SynapseHalf.Member.allCases.map { ($0, terminal(.axon, $0.rawValue)) }
    static let dendrite = SynapseHalf.Member.allCases.map { ($0, terminal(.dendrite, $0.rawValue)) }
    static let axonStatusCode = terminal(.axon, "status_code")
    static let axonStatusMessage = terminal(.axon, "status_message")
    static let axonProcessTime = terminal(.axon, "process_time")

    /// A member of the message's `axon` or `dendrite` object, such as `bt_header_axon_ip`.
    package static func terminal(_ side: SynapseHeaders.Side, _ field: String) -> HTTPField.Name {
        header("bt_header_\(side.rawValue)_\(field)")
    }

    package static let btauthVersion = header("X-Bittensor-Version")
    package static let btauthHotkey = header("X-Bittensor-Hotkey")
    package static let btauthNonce = header("X-Bittensor-Nonce")
    package static let btauthSignature = header("X-Bittensor-Signature")
    package static let btauthReceiver = header("X-Bittensor-Receiver")
    package static let btauthCrypto = header("X-Bittensor-Crypto")

    /// sr25519 by the axon over its answer to a caller that signed its body.
    package static let answerSignature = header("X-NI-Answer-Signature")

    private static func header(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("not a header name") }
        return name
    }
}
