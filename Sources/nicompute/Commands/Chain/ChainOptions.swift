import ArgumentParser
import Chain
import Logging

/// What all questions to the chain share.
struct ChainOptions: ParsableArguments {
    @OptionGroup var network: NetworkOptions
    @OptionGroup var logging: LoggingOptions

    @Flag(help: "Print one line of JSON.")
    var json = false

    /// What `body` gives with a client of the network, which is ended afterwards.
    func withChain<R>(_ body: (ChainSubtensor) async throws -> R) async throws -> R {
        var logger = logging.logger("chain")
        // People who ask want the answer.
        if logger.logLevel == .info, !logging.info { logger.logLevel = .warning }
        let connection = try network.connect(logger: logger)
        do {
            let result = try await body(connection.chain)
            await connection.shutdown()
            return result
        } catch {
            await connection.shutdown()
            throw error
        }
    }
}
