import Foundation

/// Where the Python environments lie that the tests in this target need.
enum PeerEnvironment {
    /// bittensor 9.0.0 with bittensor-wallet 3.0.4.
    static let bt9 = interpreter("NI_TEST_VENV_BT9")
    /// bittensor 11.3.0.
    static let bt11 = interpreter("NI_TEST_VENV_BT11")

    /// Tests are skipped without it: the SDKs take minutes to install, and are not to be had everywhere.
    private static func interpreter(_ variable: String) -> String? {
        guard let venv = ProcessInfo.processInfo.environment[variable], !venv.isEmpty else { return nil }
        let python = "\(venv)/bin/python"
        return FileManager.default.isExecutableFile(atPath: python) ? python : nil
    }

    /// A script of `python`.
    static func script(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("python/\(name)").path
    }
}
