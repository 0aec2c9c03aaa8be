import Keys

/// Where the log files of roles are, as operators know it from the Python program.
enum LogFile {
    /// `<directory>/<wallet>/<hotkey>/netuid<N>/<role>/<role>.log`.
    static func path(under directory: String, wallet: String, hotkey: String, netuid: UInt16, role: String) -> String {
        "\(Wallet.expanded(directory))/\(wallet)/\(hotkey)/netuid\(netuid)/\(role)/\(role).log"
    }
}
