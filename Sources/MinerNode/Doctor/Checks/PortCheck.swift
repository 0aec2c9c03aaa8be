import Connections

/// A port that the role listens at is free, or is its own already.
struct PortCheck: DoctorCheck {
    let name: String
    /// The port's flag, as `--axon.port`.
    let flag: String
    /// The address's flag, as `--axon.ip`.
    let addressFlag: String
    let port: Int
    let address: String
    /// Says who of ours listens there, as "the miner"; nil when it is not ours.
    let holder: @Sendable () async throws -> String?

    let remedyWhenSilent = "see the Docker Engine's finding, and run the doctor again"

    func look() async throws -> DoctorOutcome {
        guard (1...65_535).contains(port) else {
            return .problem("\(port) is no port", mend: "choose one of 1 to 65535 with \(flag)")
        }
        switch PortLook.at(address, port) {
        case .free:
            return .ok("port \(port) is free")
        case .taken:
            if let holder = try await holder() { return .ok("\(holder) has port \(port)") }
            return .problem(
                "another program listens at port \(port)",
                mend: "stop it (sudo ss -ltnp 'sport = :\(port)' names it), or choose another port with \(flag)")
        case .foreignAddress:
            return .problem(
                "\(address) is not an address of this machine", mend: "choose one of `ip addr` with \(addressFlag)")
        case .forbidden:
            return .problem("this user may not listen at port \(port)", mend: "choose a port above 1023 with \(flag)")
        case .failed(let reason):
            return .problem(
                "port \(port) of \(address): \(reason)", mend: "choose others with \(addressFlag) and \(flag)")
        }
    }
}
