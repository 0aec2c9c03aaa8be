import Foundation
import Testing

/// Where the Python environments lie that the tests in this target need.
enum PeerEnvironment {
    /// bittensor 9.0.0 with bittensor-wallet 3.0.4.
    static let bt9 = interpreter("NI_TEST_VENV_BT9")
    /// bittensor 10.5.0.
    static let bt10 = interpreter("NI_TEST_VENV_BT10")
    /// bittensor 11.3.0.
    static let bt11 = interpreter("NI_TEST_VENV_BT11")
    /// The W&B client that the reference program has, 0.19.0, with bittensor-wallet 3.0.4.
    static let wandb19 = interpreter("NI_TEST_VENV_WANDB19")
    /// The newest W&B client, 0.31.0, with bittensor-wallet 3.0.4.
    static let wandbNew = interpreter("NI_TEST_VENV_WANDBNEW")

    /// An environment with an SDK, named by its version.
    struct SDK: CustomTestStringConvertible, Sendable {
        let name: String
        let python: String

        var testDescription: String { name }
    }

    /// Those that are there.
    static let sdks = [("3.0.4", bt9), ("11.3.0", bt11)].compactMap { name, python in
        python.map { SDK(name: name, python: $0) }
    }

    /// The W&B clients that are there.
    static let wandbs = [("0.19.0", wandb19), ("0.31.0", wandbNew)].compactMap { name, python in
        python.map { SDK(name: name, python: $0) }
    }

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
