package import Keys

extension AccountID {
    /// The account whose 32 bytes are zero: what the chain says where there is none.
    package static let zero = AccountID(words: (0, 0, 0, 0))
}
