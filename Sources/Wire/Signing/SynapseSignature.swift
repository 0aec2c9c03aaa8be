package import Keys

/// What a Synapse request's hotkey signs: who asks whom, when, and (for other classes than ours) a hash of fields.
package enum SynapseSignature {
    /// SHA3-256 of nothing: the body hash of every message without hashed fields, which are all of the compute protocol.
    package static let emptyBodyHash = "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"

    /// The signed text, `<nonce>.<dendrite hotkey>.<axon hotkey>.<uuid>.<body hash>` (bittensor 9.0.0).
    ///
    /// The axon puts its own hotkey in the third place, so a request for another receiver does not verify.
    package static func message(
        nonce: UInt64, dendrite: String, axon: String, uuid: String, bodyHash: String
    ) -> String {
        "\(nonce).\(dendrite).\(axon).\(uuid).\(bodyHash)"
    }

    /// What an axon signs in an error answer: `<axon nonce>.<dendrite hotkey>.<axon hotkey>.<axon uuid>`.
    package static func answer(nonce: UInt64, dendrite: String, axon: AccountID, uuid: String) -> String {
        "\(nonce).\(dendrite).\(axon.ss58).\(uuid)"
    }
}
