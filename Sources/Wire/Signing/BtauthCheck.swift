package import HTTPTypes
package import Keys

/// Judges the btauth/1 headers of one request; replays are the ``NonceLedger``'s matter.
package struct BtauthCheck: Sendable {
    /// Nanoseconds that a request may be old, bound included.
    package var maxAge: UInt64 = 10_000_000_000
    /// Nanoseconds that a request may be ahead, bound included.
    package var maxAhead: UInt64 = 2_000_000_000
    /// Whether requests must name their receiver.
    package var requireReceiver = true
    /// Whether a signature over `<Bytes>payload</Bytes>` counts; costs a second check of every bad signature.
    package var acceptWrapped = false

    package init() {}

    /// Who signed, or why it is refused.
    package enum Verdict: Sendable, Equatable {
        case valid(hotkey: AccountID, nonce: UInt64)
        case refused(Refusal)
    }

    /// The error classes of bittensor 11.3.0's `http_auth`, by their names.
    package enum Refusal: Sendable, Equatable {
        case malformed(String)
        case wrongReceiver(String)
        case stale(String)
        case badSignature

        /// The Python class name, used in our 401 answers.
        package var errorClass: String {
            switch self {
            case .malformed: "MalformedAuth"
            case .wrongReceiver: "WrongReceiver"
            case .stale: "StaleRequest"
            case .badSignature: "BadSignature"
            }
        }
    }

    /// The verdict on a request to `receiver` at `now`, in the reference's order: form, receiver, freshness, signature.
    package func judge(
        method: String, target: String, body: some Sequence<UInt8>, fields: HTTPFields, receiver own: AccountID,
        now: UInt64
    ) -> Verdict {
        guard fields[HeaderName.btauthVersion] == "1" else { return .refused(.malformed("version")) }
        guard let sender = fields[HeaderName.btauthHotkey], !sender.isEmpty else {
            return .refused(.malformed("hotkey"))
        }
        guard let nonce = fields[HeaderName.btauthNonce].flatMap(Self.integer) else {
            return .refused(.malformed("nonce"))
        }
        guard let scheme = Self.scheme(fields[HeaderName.btauthCrypto]) else {
            return .refused(.malformed("crypto"))
        }
        guard let signatureText = fields[HeaderName.btauthSignature], let bytes = Hex.decode(signatureText) else {
            return .refused(.malformed("signature"))
        }
        let receiver = fields[HeaderName.btauthReceiver]
        if let receiver {
            guard receiver == own.ss58 else { return .refused(.wrongReceiver("signed for another hotkey")) }
        } else if requireReceiver {
            return .refused(.wrongReceiver("no receiver"))
        }
        if now > nonce, now - nonce > maxAge {
            return .refused(.stale("the nonce is \((now - nonce) / 1_000_000) ms old"))
        }
        if nonce > now, nonce - now > maxAhead {
            return .refused(.stale("the nonce is \((nonce - now) / 1_000_000) ms ahead; set the caller's clock"))
        }
        guard let account = try? AccountID(ss58: sender), let signature = Signature(bytes) else {
            return .refused(.malformed("hotkey or signature"))
        }
        let payload = Btauth.payload(
            scheme: scheme, method: method, target: target, body: body, nonce: nonce, sender: sender,
            receiver: receiver)
        let valid = account.verifies(
            signature, over: Array(payload.utf8), scheme: scheme, wrapped: acceptWrapped && scheme == .sr25519)
        return valid ? .valid(hotkey: account, nonce: nonce) : .refused(.badSignature)
    }

    /// A decimal integer as Python's `int()` reads it: spaces around it and single underscores between digits pass.
    private static func integer(_ text: String) -> UInt64? {
        var digits = Substring(text)
        while digits.first == " " { digits.removeFirst() }
        while digits.last == " " { digits.removeLast() }
        guard digits.utf8.count <= 64, !digits.hasPrefix("_"), !digits.hasSuffix("_"), !digits.contains("__"),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x5f })
        else { return nil }
        return UInt64(digits.filter { $0 != "_" })
    }

    private static func scheme(_ crypto: String?) -> KeyScheme? {
        switch crypto?.lowercased() {
        case nil, "sr25519", "1": .sr25519
        case "ed25519", "0": .ed25519
        default: nil
        }
    }
}
