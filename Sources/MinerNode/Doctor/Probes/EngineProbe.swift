package import Docker
import Foundation
import Logging

/// What the doctor asks a Docker Engine, one closure for each question.
package struct EngineProbe: Sendable {
    /// What an engine says about itself.
    package struct Sight: Sendable, Equatable {
        package var version: String
        /// Of the API.
        package var apiVersion: String
        package var runtimes: Set<String>
        /// Directory of the engine's data on its host.
        package var dataRoot: String

        package init(version: String, apiVersion: String, runtimes: Set<String>, dataRoot: String) {
            self.version = version
            self.apiVersion = apiVersion
            self.runtimes = runtimes
            self.dataRoot = dataRoot
        }
    }

    /// Where the engine should listen.
    package var socket: String
    package var sight: @Sendable () async throws -> Sight
    /// Whether the engine has the base image.
    package var hasBaseImage: @Sendable () async throws -> Bool
    /// Returns when a container has run and said what it was told to.
    package var runsContainers: @Sendable () async throws -> Void
    /// Whether containers have a Python with NumPy.
    package var hasNumPy: @Sendable () async throws -> Bool
    /// How many containers the miner with this hotkey (SS58) has.
    package var rentals: @Sendable (String) async throws -> Int

    package init(
        socket: String, sight: @escaping @Sendable () async throws -> Sight,
        hasBaseImage: @escaping @Sendable () async throws -> Bool,
        runsContainers: @escaping @Sendable () async throws -> Void,
        hasNumPy: @escaping @Sendable () async throws -> Bool,
        rentals: @escaping @Sendable (String) async throws -> Int
    ) {
        self.socket = socket
        self.sight = sight
        self.hasBaseImage = hasBaseImage
        self.runsContainers = runsContainers
        self.hasNumPy = hasNumPy
        self.rentals = rentals
    }

    /// Asks the engine that `docker` reaches; nothing of it is in the log.
    package init(_ docker: DockerClient, baseImage: String) {
        let quiet = Logger(label: "doctor", factory: { _ in SwiftLogNoOpLogHandler() })
        @Sendable func host(_ hotkey: String) -> EngineHost {
            EngineHost(docker: docker, minerHotkey: hotkey, baseImage: baseImage, logger: quiet)
        }
        self.init(
            socket: docker.socketPath,
            sight: {
                let version = try await docker.version()
                let info = try await docker.info()
                return Sight(
                    version: version.version, apiVersion: version.apiVersion,
                    runtimes: Set((info.runtimes ?? [:]).keys), dataRoot: info.dataRoot)
            },
            hasBaseImage: {
                do {
                    _ = try await docker.inspectImage(baseImage)
                    return true
                } catch let error as DockerError where error.isNotFound {
                    return false
                }
            },
            // A hotkey that nobody has: a miner that starts meanwhile has a check container of its own.
            runsContainers: { try await host("doctor").checkContainers() },
            hasNumPy: { try await host("doctor").hasNumPy() },
            rentals: { try await host($0).owned().count })
    }
}

extension EngineProbe {
    /// There is no engine to ask, for this reason.
    package init(unusable reason: any Error) {
        self.init(
            socket: "", sight: { throw reason }, hasBaseImage: { throw reason }, runsContainers: { throw reason },
            hasNumPy: { throw reason }, rentals: { _ in throw reason })
    }
}
