import Foundation
import Keys

/// The hotkey's file is there, opens, and nobody else reads it.
struct WalletCheck: DoctorCheck {
    let wallet: Wallet
    let hotkey: String
    /// The hotkey, opened as the role opens it.
    let account: SharedLook<AccountID>

    let name = "wallet"
    var remedyWhenSilent: String { "check that \(wallet.hotkeyPath(hotkey)) can be read" }

    func look() async throws -> DoctorOutcome {
        let path = wallet.hotkeyPath(hotkey)
        do {
            let account = try await account.value
            let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? Int
            if let mode, mode & 0o077 != 0 {
                return .warning("other users may read the hotkey in \(path)", mend: "chmod 600 \(path)")
            }
            return .ok("hotkey \(account.ss58) opens (\(wallet.name)/\(hotkey))")
        } catch let error as WalletError {
            return .problem("\(error)", mend: remedy(error))
        }
    }

    private func remedy(_ error: WalletError) -> String {
        switch error {
        case .missing:
            "nicompute wallet create --wallet.name \(wallet.name) --wallet.hotkey \(hotkey) --wallet.path \(wallet.root)"
                + (hasColdkey ? " --only hotkey" : "")
        case .key(let path, .passwordNeeded), .key(let path, .wrongPassword):
            "export \(Password.environmentName(path: path))=<the password of the hotkey>"
        case .file(.system(_, let path, EACCES)): "let this user read it: sudo chown \"$USER\" \(path)"
        case .exposed(let exposure): exposure.remedy
        case .name: "name them with --wallet.name and --wallet.hotkey; `nicompute wallet list` shows all"
        default: "nicompute wallet import --only hotkey --overwrite, with the hotkey's recovery phrase"
        }
    }

    private var hasColdkey: Bool { FileManager.default.fileExists(atPath: wallet.coldkeyPublicPath) }
}
