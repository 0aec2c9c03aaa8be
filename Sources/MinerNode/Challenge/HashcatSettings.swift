/// How the operator wants hashcat to be run.
package struct HashcatSettings: Sendable {
    /// The program's file, or its name in the `PATH`.
    package var path: String
    /// hashcat's `-w`, 1 to 4.
    package var workloadProfile: Int
    /// Instead of `-O`; empty: `-O`.
    package var extendedOptions: [String]
    /// nil: what hashcat chooses, graphics cards before processors.
    package var device: HashcatDevice?
    /// Private to this miner: hashcat's home, where it and OpenCL keep their kernels.
    package var directory: String
    /// For one challenge; hashcat is ended then.
    package var limit: Duration
    /// Challenges that may wait for their turn.
    package var mostWaiting: Int

    package init(
        path: String = "hashcat", workloadProfile: Int = 3, extendedOptions: [String] = [],
        device: HashcatDevice? = nil, directory: String, limit: Duration = .seconds(30), mostWaiting: Int = 8
    ) {
        self.path = path
        self.workloadProfile = workloadProfile
        self.extendedOptions = extendedOptions
        self.device = device
        self.directory = directory
        self.limit = limit
        self.mostWaiting = mostWaiting
    }
}
