package import Chain
package import Keys

extension MinerDoctor {
    /// What the operator chose, as far as it can be wrong.
    package struct Plan: Sendable {
        package var wallet: Wallet
        package var hotkey: String
        package var netuid: UInt16
        /// Whether strangers are to come, as on the public networks.
        package var isPublic: @Sendable () async -> Bool
        package var axonIP: String
        package var axonPort: Int
        package var sshPort: Int
        package var sshBind: String?
        /// What the chain is to be told; throws why there is nothing to tell.
        package var publication: @Sendable () throws -> AxonPublication
        package var baseImage: String
        /// Nil: the one that bears the hotkey's name.
        package var dataDirectory: String?
        /// The data directory of a hotkey for which none was chosen.
        package var defaultDirectory: @Sendable (AccountID) -> String
        /// The program for challenges; nil when they are not solved.
        package var hashcat: String?

        package init(
            wallet: Wallet, hotkey: String, netuid: UInt16, isPublic: @escaping @Sendable () async -> Bool,
            axonIP: String, axonPort: Int, sshPort: Int,
            sshBind: String?, publication: @escaping @Sendable () throws -> AxonPublication, baseImage: String,
            dataDirectory: String?, defaultDirectory: @escaping @Sendable (AccountID) -> String, hashcat: String?
        ) {
            self.wallet = wallet
            self.hotkey = hotkey
            self.netuid = netuid
            self.isPublic = isPublic
            self.axonIP = axonIP
            self.axonPort = axonPort
            self.sshPort = sshPort
            self.sshBind = sshBind
            self.publication = publication
            self.baseImage = baseImage
            self.dataDirectory = dataDirectory
            self.defaultDirectory = defaultDirectory
            self.hashcat = hashcat
        }
    }
}
