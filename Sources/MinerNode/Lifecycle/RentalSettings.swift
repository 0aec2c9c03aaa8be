extension RentalKeeper {
    /// What the operator chose.
    package struct Settings: Sendable {
        /// The port on which renters reach the container.
        package var sshPort: Int
        /// The address that port is on; nil for all.
        package var sshBind: String?
        package var baseImage: String
        /// Globs of images that renters may ask for instead.
        package var allowedImages: [String]
        /// Whether containers get the GPUs.
        package var gpus: Bool
        package var limits: LimitsMode

        package init(
            sshPort: Int, sshBind: String? = nil, baseImage: String, allowedImages: [String] = [], gpus: Bool = false,
            limits: LimitsMode = .none
        ) {
            self.sshPort = sshPort
            self.sshBind = sshBind
            self.baseImage = baseImage
            self.allowedImages = allowedImages
            self.gpus = gpus
            self.limits = limits
        }
    }
}
