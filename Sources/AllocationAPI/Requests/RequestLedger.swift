import Foundation
import Hummingbird
import Logging
import Store
import Synchronization

/// Sees to it that a request with an `Idempotency-Key` is done once; whoever repeats it gets the first outcome.
///
/// Lasting outcomes are successes and the answers 400 and 404; after any other the same key may be used again. The
/// request of a process that died is carried on by the next one that is asked for it.
final class RequestLedger: Sendable {
    private let store: any MarketStore
    private let desk: RentalDesk
    private let owner: String
    private let alone: Bool
    private let since: Date
    private let now: @Sendable () -> Date
    private let logger: Logger
    /// How many requests with a key this process is working on right now.
    private let working = Mutex<[String: Int]>([:])

    /// Seconds for which an outcome counts.
    static let lifetime: Double = 24 * 3_600
    /// Seconds after which a request of another process is forgotten: longer than any request takes.
    static let forgottenAfter: TimeInterval = 900

    /// - Parameters:
    ///   - owner: A name of this process that no other one ever has.
    ///   - alone: Whether no other process used the store when this one started (``ProcessPresence``).
    ///   - since: When that was so; what was begun later may be another process's.
    init(
        store: any MarketStore, desk: RentalDesk, owner: String = UUID().uuidString, alone: Bool, since: Date,
        now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.store = store
        self.desk = desk
        self.owner = owner
        self.alone = alone
        self.now = now
        self.logger = logger
        self.since = since
    }

    /// What a request came to: its answer, and the rental that was made for it, if any.
    struct Done: Sendable {
        let response: Response
        var rentalID: String?
    }

    /// What the request asks for, done; or its first outcome, when it was done before. For what rents nothing.
    func answer(
        _ key: RequestKey, rented: @Sendable (Rental) throws -> Response,
        perform: @Sendable (_ isRepeated: Bool) async throws -> Response
    ) async throws -> Response {
        try await answer(key, rented: rented) { _, isRepeated in Done(response: try await perform(isRepeated)) }
    }

    /// What the request asks for, done; or its first outcome, when it was done before.
    ///
    /// - Parameters:
    ///   - rented: The answer for a rental that a process made for this request and died before it answered.
    ///   - perform: Does it, for the request as this process holds it; `isRepeated`: a process that died may have done
    ///     a part of it before.
    /// - Throws: What `perform` throws; ``APIProblem`` 409 while the request is under way, 422 when the key was used
    ///   for another one, 503 when the store is away.
    func answer(
        _ key: RequestKey, rented: @Sendable (Rental) throws -> Response,
        perform: @Sendable (_ request: HeldRequest, _ isRepeated: Bool) async throws -> Done
    ) async throws -> Response {
        working.withLock { $0[key.name, default: 0] += 1 }
        defer {
            working.withLock { working in
                let others = working[key.name, default: 1] - 1
                working[key.name] = others == 0 ? nil : others
            }
        }
        let request = HeldRequest(key: key.name, owner: owner, startedAt: now())
        switch try await claim(request, fingerprint: key.fingerprint) {
        case .done(let outcome): return outcome.response
        case .different:
            throw APIProblem.validation([(RequestKey.field, "The key was used for another request")])
        case .started:
            await desk.failpoint("api.request-claimed")
            return try await finish(request) { try await perform(request, false) }
        case .running(let other):
            // Asked now, not before the claim: of two that came at once the other one may have claimed it meanwhile.
            let isOnlyOne = working.withLock { $0[key.name] == 1 }
            if isForgotten(other, isOnlyOne: isOnlyOne), try await takeOver(request, from: other) {
                return try await carryOn(request, from: other, rented: rented, perform: perform)
            }
            // What it has rented stands: that is the answer, whether or not whoever rented it lives to give it.
            if other.owner != owner, let id = other.rentalID, let rental = try await rental(id),
                rental.state == .active
            {
                return try rented(rental)
            }
            throw Self.inProgress
        }
    }

    private static let inProgress = APIProblem(
        status: 409, message: "A request with this Idempotency-Key is in progress.", retryAfter: 5)

    private func rental(_ id: String) async throws -> Rental? {
        do {
            return try await store.rental(id: id)
        } catch {
            throw APIProblem.unavailable("\(error)")
        }
    }

    /// Nobody works on `request` any more.
    private func isForgotten(_ request: RunningRequest, isOnlyOne: Bool) -> Bool {
        // Its end could not be written down.
        if request.owner == owner { return isOnlyOne }
        // Who was alone at its start knows that what began before was left by the dead.
        return alone && request.startedAt < since
            || now().timeIntervalSince(request.startedAt) > Self.forgottenAfter
    }

    /// The request of a process that died goes on here.
    private func carryOn(
        _ request: HeldRequest, from other: RunningRequest, rented: @Sendable (Rental) throws -> Response,
        perform: @Sendable (_ request: HeldRequest, _ isRepeated: Bool) async throws -> Done
    ) async throws -> Response {
        logger.notice(
            "a request that a process left is carried on", metadata: ["request": "\(request.key.prefix(8))"])
        // Not a part of what is finished: while the store is away it is not known whether a machine is there, and a
        // request that is forgotten then would get a second one.
        var made: Rental?
        if let id = other.rentalID { made = try await madeBefore(id) }
        let before = made
        return try await finish(request) {
            if let before { return Done(response: try rented(before), rentalID: before.id) }
            return try await perform(request, true)
        }
    }

    /// The rental that a process made for a request it left; what it had only begun with is ended.
    private func madeBefore(_ id: String) async throws -> Rental? {
        if let rental = try await rental(id), rental.state == .active { return rental }
        // Ended first: the same machine may be wanted again.
        await desk.withdraw(id, from: [.reserved, .releasing], tries: 3)
        // Whoever was thought dead may have come to its end just now: then that is the one that the request has.
        guard let rental = try await rental(id), rental.state == .active else { return nil }
        return rental
    }

    /// What `work` answers, kept where it lasts.
    private func finish(_ request: HeldRequest, _ work: () async throws -> Done) async throws -> Response {
        do {
            let result = try await work()
            if case .overtaken(let rentalID) = await keep(result.response, of: request),
                let own = result.rentalID, own != rentalID
            {
                // Somebody else answers this request: nobody would ever use what was made here.
                await desk.withdraw(own, from: [.active])
                throw Self.inProgress
            }
            await desk.failpoint("api.request-finished")
            return result.response
        } catch let problem as APIProblem where problem.status == 400 || problem.status == 404 {
            if case .overtaken = await keep(problem.response, of: request) { throw Self.inProgress }
            throw problem
        } catch {
            await forget(request)
            throw error is StoreError ? APIProblem.unavailable("\(error)") : error
        }
    }

    /// What became of the outcome; nil when the store is away.
    private func keep(_ response: Response, of request: HeldRequest) async -> RequestEnd? {
        do {
            let end = try await store.finishRequest(request, try await RequestOutcome(response))
            if end != .recorded {
                logger.error(
                    "a request was carried on by somebody else meanwhile",
                    metadata: ["request": "\(request.key.prefix(8))"])
            }
            return end
        } catch {
            // The client gets its answer; who repeats the request finds the rental by its id, or does it again.
            logger.error("the outcome of a request is not recorded", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    private func forget(_ request: HeldRequest) async {
        do {
            try await store.forgetRequest(request)
        } catch {
            // It is found again as a request of ours that nobody works on.
            logger.error("a request cannot be forgotten yet", metadata: ["reason": "\(error)"])
        }
    }

    private func claim(_ request: HeldRequest, fingerprint: String) async throws(APIProblem) -> RequestClaim {
        do {
            return try await store.claimRequest(
                request.key, fingerprint: fingerprint, owner: request.owner, lifetime: Self.lifetime,
                at: request.startedAt)
        } catch {
            throw .unavailable("\(error)")
        }
    }

    private func takeOver(_ request: HeldRequest, from other: RunningRequest) async throws(APIProblem) -> Bool {
        do {
            return try await store.takeOverRequest(
                request.key, from: other, owner: request.owner, at: request.startedAt)
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
