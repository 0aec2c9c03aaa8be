package import Keys
package import Market

/// What an `Allocate` means for a miner in a given state. A value: nothing is awaited or touched to find it.
package enum RentalDecision: Sendable {
    /// Say whether the machine is free; the ledger says it is.
    case sayWhetherFree
    /// Say whether this allocation's container runs.
    case sayWhetherRunning(AllocationID)
    /// Provision, the machine being free.
    case provision(RentalOrder)
    /// The same allocation again: its provisioning goes on, its outcome is the answer.
    case awaitProvisioning
    /// The same allocation again: tell its access data once more.
    case repeatAnswer(RentalRecord)
    /// Do this to the container of the rental in hand.
    case act(ContainerAction, RentalRecord)
    /// Release the rental in hand.
    case release(RentalRecord)
    /// Nothing of this allocation is here, and nothing will be.
    case nothingToRelease(AllocationID)
    /// The key is not that of the allocation in hand: refused, and this key will provision nothing here any more.
    case refuseForeign(AllocationID)
    /// No, for a reason.
    case no(String)

    /// The decision about `request` of `caller`.
    package static func about(_ request: Allocate, from caller: AccountID, memory: MinerMemory) -> RentalDecision {
        if request.checking {
            return request.timeline > 0 ? checkFree(memory) : checkMine(request, caller, memory)
        }
        if request.dockerChange { return act(request, caller, memory) }
        return request.timeline > 0 ? provision(request, caller, memory) : release(request, caller, memory)
    }

    private static func checkFree(_ memory: MinerMemory) -> RentalDecision {
        memory.state == .free ? .sayWhetherFree : .no("the machine is \(memory.state.label)")
    }

    private static func checkMine(
        _ request: Allocate, _ caller: AccountID, _ memory: MinerMemory
    ) -> RentalDecision {
        guard let id = AllocationID(publicKeyPEM: request.publicKey) else {
            return .no("public_key is not an RSA public key in PEM")
        }
        guard case .allocated(let rental) = memory.state, rental.id == id, rental.belongs(to: caller) else {
            return .no("no allocation of this key is active here")
        }
        return .sayWhetherRunning(id)
    }

    private static func provision(
        _ request: Allocate, _ caller: AccountID, _ memory: MinerMemory
    ) -> RentalDecision {
        let order: RentalOrder
        do { order = try RentalOrder(request, renter: caller) } catch { return .no(error.message) }
        let id = order.key.allocationID
        if memory.hasEnded(id) { return .no("the allocation of this key has ended; use a fresh key") }
        switch memory.state {
        case .free:
            return .provision(order)
        case .provisioning(let rental) where rental.id == id && rental.belongs(to: caller):
            return .awaitProvisioning
        case .allocated(let rental) where rental.id == id && rental.belongs(to: caller):
            return .repeatAnswer(rental)
        default:
            return .no("the machine is \(memory.state.label)")
        }
    }

    /// The timeline of an action means nothing: Python's callers send what they like.
    private static func act(_ request: Allocate, _ caller: AccountID, _ memory: MinerMemory) -> RentalDecision {
        guard let id = AllocationID(publicKeyPEM: request.publicKey) else {
            return .no("public_key is not an RSA public key in PEM")
        }
        guard let rental = memory.state.rental, rental.id == id else {
            return .no("no allocation of this key is active here")
        }
        guard rental.belongs(to: caller) else { return .no("only the renter's hotkey may act on the container") }
        guard case .allocated = memory.state else { return .no("the machine is \(memory.state.label)") }
        do { return .act(try ContainerAction(request.dockerAction), rental) } catch { return .no(error.message) }
    }

    private static func release(
        _ request: Allocate, _ caller: AccountID, _ memory: MinerMemory
    ) -> RentalDecision {
        guard let id = AllocationID(publicKeyPEM: request.publicKey) else {
            return .no("public_key is not an RSA public key in PEM")
        }
        if let rental = memory.state.rental {
            if rental.id == id {
                return rental.belongs(to: caller) ? .release(rental) : .no("only the renter's hotkey may release")
            }
            return memory.ended.contains { $0.id == id && ($0.renter == nil || $0.renter == caller) }
                ? .nothingToRelease(id) : .refuseForeign(id)
        }
        return .nothingToRelease(id)
    }
}
