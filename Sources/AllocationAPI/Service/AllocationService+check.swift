import Connections
import Foundation
import NIOCore
import NIOSSL
import SharedState

extension AllocationService.Configuration {
    /// What it names is there and can be used, and the address is free: said before anything is waited for.
    /// - Throws: ``ServerTLS/Problem``, ``AllocationService/Problem``, or the system's error for the address.
    package func check() throws {
        if let tls {
            _ = try NIOSSLContext(configuration: try tls.configuration())
        } else if !Loopback.contains(ip) {
            throw AllocationService.Problem.insecureAddress(ip)
        }
        let address = try SocketAddress.makeAddressResolvingHost(ip, port: port)
        let code: CInt? =
            switch PortLook.at(address.ipAddress ?? ip, port) {
            case .taken: EADDRINUSE
            case .foreignAddress: EADDRNOTAVAIL
            case .forbidden: EACCES
            // What else there is the server meets itself, and can tell better.
            case .free, .failed: nil
            }
        if let code { throw IOError(errnoCode: code, reason: "bind") }
    }
}
