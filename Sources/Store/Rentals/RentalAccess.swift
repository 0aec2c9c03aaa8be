/// What a miner's answer adds to a rental: how the renter gets in.
package struct RentalAccess: Sendable, Equatable {
    package var username: String
    package var password: String
    /// The TCP port of the container's SSH service.
    package var port: Int
    /// The name of the GPU, lower case, or "".
    package var resource: String
    /// The protocol version of the miner, such as 190; 0 when unknown.
    package var minerVersion: Int
    /// The public key of the container's SSH server in base64, or "".
    package var hostKey: String

    package init(
        username: String, password: String, port: Int, resource: String, minerVersion: Int, hostKey: String = ""
    ) {
        self.username = username
        self.password = password
        self.port = port
        self.resource = resource
        self.minerVersion = minerVersion
        self.hostKey = hostKey
    }
}

extension RentalAccess: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "RentalAccess(port: \(port), resource: \(resource))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["port": port, "resource": resource]) }
}
