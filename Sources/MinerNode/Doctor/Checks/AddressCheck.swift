import Chain

/// The address that the chain is told is one that others reach.
struct AddressCheck: DoctorCheck {
    let publication: @Sendable () throws -> AxonPublication
    /// Where the axon listens.
    let ip: String
    let port: Int
    /// Whether strangers are to come, as on the public networks.
    let isPublic: @Sendable () async -> Bool
    let neuron: SharedLook<Neuron?>

    let name = "address"
    let remedyWhenSilent = "give the address under which others reach this machine with --axon.external_ip"

    func look() async throws -> DoctorOutcome {
        let publication = try publication()
        let text = Self.text(publication.address.text, Int(publication.port))
        let reach = AddressReach(publication.address)
        if reach == .nowhere { return .problem("\(text) is nobody's address", mend: remedyWhenSilent) }
        if reach != .everywhere, await isPublic() {
            switch reach {
            case .thisMachine:
                return .problem("only this machine reaches \(text)", mend: remedyWhenSilent)
            case .localNetwork:
                return .warning(
                    "only the local network reaches \(text): it is published if it was given, and else nothing is",
                    mend: remedyWhenSilent + ", and forward its port to this machine")
            case .everywhere, .nowhere: break
            }
        }
        return .ok("\(text)\(await recorded(publication))\(proxyNote(publication))")
    }

    /// What the chain has at present; nothing when it cannot be asked, which has a finding of its own.
    private func recorded(_ publication: AxonPublication) async -> String {
        guard case .some(.some(let neuron)) = try? await neuron.value else { return "" }
        guard let axon = neuron.axon else { return "; the chain has none yet, the miner publishes it at its start" }
        if axon.ip == publication.address.text, axon.port == Int(publication.port) { return ", as the chain has it" }
        return "; the chain has \(Self.text(axon.ip, axon.port)), the miner changes it at its start"
    }

    /// Something stands between others and the axon when their address is not the axon's.
    private func proxyNote(_ publication: AxonPublication) -> String {
        let isDirect = publication.port == port && [publication.address.text, "0.0.0.0", "::"].contains(ip)
        return isDirect
            ? "" : "; a proxy before it must pass headers with underscores (nginx: underscores_in_headers on)"
    }

    private static func text(_ ip: String, _ port: Int) -> String {
        ip.contains(":") ? "[\(ip)]:\(port)" : "\(ip):\(port)"
    }
}
