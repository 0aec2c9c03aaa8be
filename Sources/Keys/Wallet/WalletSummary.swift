/// What is known of a wallet without any password.
package struct WalletSummary: Sendable, Equatable, Codable {
    /// A key of the wallet.
    package struct Key: Sendable, Equatable, Codable {
        /// `coldkey`, or the hot key's name.
        package let name: String
        /// The account; nil if nothing readable names it.
        package let account: AccountID?
        /// False if only the account is known, as in a wallet that holds `coldkeypub.txt` alone.
        package let hasSecret: Bool
        /// True if the secret needs a password.
        package let isEncrypted: Bool
        /// What is wrong with the file, for people; nil for a good one.
        package let problem: String?
    }

    package let name: String
    /// The wallet's directory.
    package let path: String
    /// Nil if the wallet has neither `coldkey` nor `coldkeypub.txt`.
    package let coldkey: Key?
    /// In the order of their names.
    package let hotkeys: [Key]
}
