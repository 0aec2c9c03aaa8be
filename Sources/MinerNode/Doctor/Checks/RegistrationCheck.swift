import Chain
import Keys

/// The hotkey is a neuron of the subnet.
struct RegistrationCheck: DoctorCheck {
    let netuid: UInt16
    let account: SharedLook<AccountID>
    let neuron: SharedLook<Neuron?>

    let name = "registration"
    let remedyWhenSilent = "see the chain's finding, and run the doctor again"

    func look() async throws -> DoctorOutcome {
        let account = try await account.value(or: "the hotkey does not open")
        do {
            guard let neuron = try await neuron.value else {
                return .problem(
                    "the hotkey \(account.ss58) is not registered on subnet \(netuid)",
                    mend: "register the hotkey on subnet \(netuid); its coldkey pays, and "
                        + "`nicompute chain storage SubtensorModule Burn \(netuid)` shows how much in rao")
            }
            return .ok("uid \(neuron.uid) of subnet \(netuid)")
        } catch SubtensorError.unknownSubnet {
            return .problem(
                "this chain has no subnet \(netuid)", mend: "choose another with --netuid, or another chain")
        } catch SubtensorError.unavailable {
            throw DoctorPrerequisite(reason: "the chain does not answer")
        }
    }
}
