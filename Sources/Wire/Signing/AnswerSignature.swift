import Crypto
import Keys

/// The signature of an answer to a caller that signed its body: header `X-NI-Answer-Signature`.
package enum AnswerSignature {
    /// The signed text: six lines without a trailing newline (our own format; `docs/wire.md`).
    package static func payload(
        status: Int, nonce: UInt64, body: some Sequence<UInt8>, axon: String, caller: String
    ) -> [UInt8] {
        let digest = Hex.encode(SHA256.hash(data: Array(body)))
        return Array(["ni-answer/1", "\(status)", "\(nonce)", digest, axon, caller].joined(separator: "\n").utf8)
    }
}
