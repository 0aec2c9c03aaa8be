internal import CSodium

/// The start of libsodium, done once a process.
enum Sodium {
    /// True once the library has chosen its implementations and its random source.
    static let isReady: Bool = sodium_init() >= 0
}
