import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// Runs the services of a role until a signal.
enum ServiceRunner {
    /// Runs `services` until SIGTERM or Ctrl-C; one that fails or ends stops the others in their reverse order.
    ///
    /// What is in flight has ten seconds to finish; a second signal ends the process at once.
    ///
    /// - Parameter ending: Learns of a service that fails.
    static func run(
        _ services: [any Service], ending: ServiceEnding = ServiceEnding(), logger: Logger
    ) async throws {
        // Unstructured: it watches over the end of everything else.
        let impatience = Task {
            var signals = 0
            for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
                signals += 1
                if signals == 2 { exit(130) }
            }
        }
        defer { impatience.cancel() }
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                .init(
                    service: ending.watched($0), successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        let group = ServiceGroup(configuration: configuration)
        try await explaining { try await group.run() }
    }

    /// Does `work`; why it cannot listen is said for people.
    static func explaining(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Problem.portTaken
        } catch let error as IOError where error.errnoCode == EADDRNOTAVAIL {
            throw Problem.foreignAddress
        } catch let error as IOError where error.errnoCode == EACCES {
            throw Problem.privilegedPort
        }
    }

    /// Why a role cannot listen.
    enum Problem: Error, CustomStringConvertible {
        case portTaken
        case foreignAddress
        case privilegedPort

        var description: String {
            switch self {
            case .portTaken: "the port is taken by another program: stop it, or choose another (--axon.port, or --port)"
            case .foreignAddress: "the address to listen on is not one of this machine: see --axon.ip, or --ip"
            case .privilegedPort: "this user may not listen there: choose a port above 1023 (--axon.port, or --port)"
            }
        }
    }
}
