import ArgumentParser
import AsyncHTTPClient
import Foundation
import Logging
import SharedState

/// How a node takes part in the shared state.
struct StateOptions: ParsableArguments {
    @Option(help: "The shared state: wandb, hub or off (default: wandb where a key is found, else off).")
    var state: StateKind?

    @Option(
        name: [.customLong("wandb.entity"), .customLong("wandb_entity")], help: "The owner of the project of runs.")
    var entity = WandbAddress.networkEntity

    @Option(name: [.customLong("wandb.project"), .customLong("wandb_project")], help: "The project of runs.")
    var project = WandbAddress.networkProject

    @Option(
        name: [.customLong("wandb.base-url"), .customLong("wandb_base_url")],
        help: "The server (environment: WANDB_BASE_URL; default: W&B's, or \(hubURL) with --state hub).")
    var baseURL: String?

    @Flag(
        name: [.customLong("wandb.allow-plain"), .customLong("wandb_allow_plain")],
        help: "Speak plain HTTP to another machine: everybody on the way can read the key.")
    var allowPlain = false

    /// Where `nicompute hub` listens unless told otherwise.
    static let hubURL = "http://127.0.0.1:8300"

    /// The project of runs; nil where there is none, which is logged once.
    /// - Throws: ``Problem``, or what is wrong with address or key.
    func connect(logger: Logger) throws -> (any RunProject)? {
        guard state != .off else {
            logger.notice("the shared state is off: other nodes do not see this one")
            return nil
        }
        let found: Found
        do {
            found = try server()
        } catch {
            // Who did not ask for it is not kept from renting out by a broken file of somebody else.
            guard state == nil else { throw error }
            logger.error(
                "the shared state is off, other nodes do not see this one", metadata: ["reason": "\(error)"])
            return nil
        }
        let (address, key) = (found.address, found.key)
        if let problem = found.problem {
            logger.warning(
                "the shared state on this machine is asked without a key", metadata: ["reason": "\(problem)"])
        }
        if let warning = key?.warning {
            logger.warning("the key of the shared state", metadata: ["note": "\(warning)"])
        }
        // An open hub wants none; W&B does.
        if key == nil, state != .hub, !address.isLoopback {
            guard state == nil else { throw Problem.noKey(address.host) }
            logger.notice(
                "the shared state is off, other nodes do not see this one: set WANDB_API_KEY, or say --state off")
            return nil
        }
        logger.info("shared state", metadata: ["server": "\(address.base)", "project": "\(entity)/\(project)"])
        return WandbProject(
            address: address, key: key, http: .wandb, version: ProductVersion.text, logger: logger)
    }

    private struct Found {
        let address: WandbAddress
        let key: WandbKey?
        /// Why there is no key though there may be one.
        let problem: WandbKeyError?
    }

    /// The server, and the key for it where there is one.
    private func server() throws -> Found {
        // Process managers set variables to nothing when they mean to leave them out.
        let environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
        let address = try WandbAddress(
            base: baseURL ?? environment["WANDB_BASE_URL"] ?? (state == .hub ? Self.hubURL : WandbAddress.service),
            entity: entity, project: project, allowPlain: allowPlain)
        let (key, problem) = try WandbKey.find(
            environment: environment, home: environment["HOME"] ?? NSHomeDirectory(), address: address)
        return Found(address: address, key: key, problem: problem)
    }

    /// Why there is no shared state.
    enum Problem: Error, CustomStringConvertible {
        case noKey(String)

        var description: String {
            switch self {
            case .noKey(let host):
                "no key for the shared state at \(host): set WANDB_API_KEY, or write it to ~/.netrc "
                    + "(machine \(host) login user password KEY), or say --state off"
            }
        }
    }
}
