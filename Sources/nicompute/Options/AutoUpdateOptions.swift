import ArgumentParser
import Logging

/// The flag by which the Python program updates itself; it is accepted, and does nothing.
struct AutoUpdateOptions: ParsableArguments {
    @Flag(
        name: [.customLong("auto_update"), .customLong("auto.update")],
        help: "Accepted and without effect: updates come through the package manager.")
    var autoUpdate = false

    /// Says what the flag does, when it is given.
    func note(_ logger: Logger) {
        if autoUpdate { logger.notice("--auto_update has no effect: updates come through the package manager") }
    }
}
