import Foundation
import NIOCore
import NIOPosix

/// Whether a published port can be reached.
package enum PortReach: Sendable, Equatable {
    /// It accepts connections.
    case open
    /// The host answers that nobody listens.
    case closed
    /// No answer: a packet filter, a missing route, or a router that does not turn our packets back to us.
    case unknown

    /// The reach of `port` at `host` by a TCP connection, which is closed at once.
    package static func probe(host: String, port: Int, limit: Duration = .seconds(1)) async -> PortReach {
        guard (1...65_535).contains(port) else { return .unknown }
        do {
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connectTimeout(TimeAmount(limit)).connect(host: host, port: port).get()
            try? await channel.close()
            return .open
        } catch {
            return isRefused(error) ? .closed : .unknown
        }
    }

    /// What is published as `is_port_open`: false when a port is closed, true when all are open, nil when that is not
    /// known.
    ///
    /// Only ports at which somebody listens are to be asked for: the SSH port of a free machine is closed to everybody.
    package static func arePortsOpen(host: String, ports: [Int], limit: Duration = .seconds(1)) async -> Bool? {
        await withTaskGroup { group in
            for port in Set(ports) { group.addTask { await probe(host: host, port: port, limit: limit) } }
            return combined(await group.reduce(into: []) { $0.append($1) })
        }
    }

    /// ``arePortsOpen(host:ports:limit:)`` of what the probes found.
    static func combined(_ reaches: [PortReach]) -> Bool? {
        if reaches.contains(.closed) { return false }
        return reaches.isEmpty || reaches.contains(.unknown) ? nil : true
    }

    /// A name may have several addresses: one that refuses says more than those that do not answer.
    private static func isRefused(_ error: any Error) -> Bool {
        switch error {
        case let error as IOError: error.errnoCode == ECONNREFUSED
        case let error as NIOConnectionError: error.connectionErrors.contains { isRefused($0.error) }
        default: false
        }
    }
}
