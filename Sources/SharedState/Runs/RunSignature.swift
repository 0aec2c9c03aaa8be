internal import Crypto
package import Keys

/// How a run says whose it is: sr25519 by the hotkey over the SHA-256 of the run's id (`10-wandb-wire.md` section 5).
///
/// It covers nothing else of the run; see ``ContentSignature`` for that.
package enum RunSignature {
    /// 128 lower-case digits for the key `signature`, other ones each time.
    package static func sign(runID: String, by keypair: Keypair) -> String {
        Hex.encode(keypair.sign(digest(of: runID)).bytes)
    }

    /// Whether the owner of `hotkey` signed the run; false for a text that is no address or no signature, too.
    ///
    /// As in the Python SDK, a signature over the digest between `<Bytes>` and `</Bytes>` is good, `0x` is not.
    package static func verifies(_ hex: String, runID: String, hotkey: String) -> Bool {
        guard let account = try? AccountID(ss58: hotkey) else { return false }
        return verifies(hex, runID: runID, account: account)
    }

    static func verifies(_ hex: String, runID: String, account: AccountID) -> Bool {
        guard hex.utf8.count == 128, let signature = Signature(hex: hex) else { return false }
        return account.verifies(signature, over: digest(of: runID), wrapped: true)
    }

    private static func digest(of runID: String) -> [UInt8] { Array(SHA256.hash(data: Array(runID.utf8))) }
}
