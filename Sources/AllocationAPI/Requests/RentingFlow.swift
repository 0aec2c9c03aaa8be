import Foundation
import Hummingbird
import JSON
import Store

/// How a request rents: to the end, once, and for somebody who is there.
///
/// With an `Idempotency-Key` the outcome waits for the client to come back. Without one a client that went away will
/// never learn its password: what was rented for it is given back at once.
struct RentingFlow: Sendable {
    /// Rents: for a claimed request, if any, and as long as somebody waits.
    typealias Renting =
        @Sendable (_ request: HeldRequest?, _ wanted: @escaping @Sendable () -> Bool) async throws -> RentalDesk.Choice

    let desk: RentalDesk
    let work: DetachedWork
    let requests: RequestLedger

    /// The answer with what `rent` rented.
    /// - Parameters:
    ///   - key: Nil for a request without `Idempotency-Key`.
    ///   - isGone: Whether the client's connection is closed.
    func answer(
        _ key: RequestKey?, client isGone: @escaping @Sendable () -> Bool, _ rent: @escaping Renting
    ) async throws -> Response {
        guard let key else { return try await answerWaiting(client: isGone, rent) }
        return try await work.run { [requests] in
            try await requests.answer(key, rented: { Self.success($0) }) { request, _ in
                let choice = try await Self.rented(rent, request, { true })
                return RequestLedger.Done(response: try Self.response(choice), rentalID: choice.rental?.id)
            }
        }
    }

    /// The answer for a client that waits for it, or for nobody.
    private func answerWaiting(
        client isGone: @escaping @Sendable () -> Bool, _ rent: @escaping Renting
    ) async throws -> Response {
        let handover = Handover<Rental>()
        do {
            let response = try await work.run { [desk] in
                let choice = try await Self.rented(rent, nil) { handover.isWanted && !isGone() }
                if case .rented(let rental) = choice, isGone() || !handover.deliver(rental) {
                    await desk.withdraw(rental.id, from: [.active])
                    // A client that closed its half may still read: it must not take what is gone for its machine.
                    throw APIProblem.unavailable("the client hung up; the machine is given back")
                }
                return try Self.response(choice)
            }
            guard !Task.isCancelled else { throw CancellationError() }
            return response
        } catch let error as CancellationError {
            // The time of the request is over: the client has been told so.
            if let rental = handover.abandon() {
                _ = try? await work.run { [desk] in await desk.withdraw(rental.id, from: [.active]) }
            }
            throw error
        }
    }

    private static func rented(
        _ rent: Renting, _ request: HeldRequest?, _ wanted: @escaping @Sendable () -> Bool
    ) async throws -> RentalDesk.Choice {
        do {
            return try await rent(request, wanted)
        } catch let problem as RentalProblem {
            throw Self.problem(problem)
        }
    }

    private static func success(_ rental: Rental) -> Response {
        JSONAnswer.success("Resource was successfully allocated", data: AllocationView(rental))
    }

    private static func response(_ choice: RentalDesk.Choice) throws -> Response {
        switch choice {
        case .rented(let rental): return success(rental)
        case .nothing(let counts):
            var problem = Self.problem(.notAvailable(RentalDesk.notAvailable))
            problem.extra = ["candidates": .text(counts.text)]
            throw problem
        }
    }

    static func problem(_ problem: RentalProblem) -> APIProblem {
        switch problem {
        case .notAvailable(let reason):
            APIProblem(status: 404, message: "Fail to allocate resource", detail: .text(reason))
        case .blacklisted:
            APIProblem(
                status: 404, message: "Fail to allocate resource, blacklisted",
                detail: .text("Requested resource is blacklisted."))
        case .invalidRequest(let reason):
            APIProblem(status: 400, message: "Invalid allocation request", detail: .text(reason))
        case .unavailable(let reason):
            .unavailable(reason)
        case .noRecord, .wrongUUID, .notDone:
            APIProblem(status: 400, message: "Invalid allocation request")
        }
    }
}
