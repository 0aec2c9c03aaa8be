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
    private let startedAt: Date
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
    ///   - alone: Whether no other process used the store when this one started.
    init(
        store: any MarketStore, desk: RentalDesk, owner: String = UUID().uuidString, alone: Bool,
        now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.store = store
        self.desk = desk
        self.owner = owner
        self.alone = alone
        self.now = now
        self.logger = logger
        startedAt = now()
    }

    /// What the request asks for, done; or its first outcome, when it was done before.
    ///
    /// - Parameters:
    ///   - rented: The answer for a rental that a process made for this request and died before it answered.
    ///   - perform: Does it; `isRepeated`: a process that died may have done a part of it before.
    /// - Throws: What `perform` throws; ``APIProblem`` 409 while the request is under way, 422 when the key was used
    ///   for another one, 503 when the store is away.
    func answer(
        _ key: RequestKey, rented: @Sendable (Rental) throws -> Response,
        perform: @Sendable (_ isRepeated: Bool) async throws -> Response
    ) async throws -> Response {
        working.withLock { $0[key.name, default: 0] += 1 }
        defer {
            working.withLock { working in
                let others = working[key.name, default: 1] - 1
                working[key.name] = others == 0 ? nil : others
            }
        }
        switch try await claim(key) {
        case .done(let outcome): return outcome.response
        case .different:
            throw APIProblem.validation([(RequestKey.field, "The key was used for another request")])
        case .started:
            await desk.failpoint("api.request-claimed")
            return try await finish(key) { try await perform(false) }
        case .running(let other):
            // Asked now, not before the claim: of two that came at once the other one may have claimed it meanwhile.
            let isOnlyOne = working.withLock { $0[key.name] == 1 }
            if isForgotten(other, isOnlyOne: isOnlyOne), try await takeOver(key, from: other) {
                return try await carryOn(key, from: other, rented: rented, perform: perform)
            }
            // What it has rented stands: that is the answer, whether or not whoever rented it lives to give it.
            if other.owner != owner, let id = other.rentalID, let rental = try await rental(id),
                rental.state == .active
            {
                return try rented(rental)
            }
            throw APIProblem(
                status: 409, message: "A request with this Idempotency-Key is in progress.", retryAfter: 5)
        }
    }

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
        return alone && request.startedAt < startedAt
            || now().timeIntervalSince(request.startedAt) > Self.forgottenAfter
    }

    /// The request of a process that died goes on here.
    private func carryOn(
        _ key: RequestKey, from request: RunningRequest, rented: @Sendable (Rental) throws -> Response,
        perform: @Sendable (_ isRepeated: Bool) async throws -> Response
    ) async throws -> Response {
        logger.notice(
            "carrying on with the request of a process that ended", metadata: ["request": "\(key.name.prefix(8))"])
        return try await finish(key) {
            if let id = request.rentalID {
                if let rental = try await self.store.rental(id: id), rental.state == .active {
                    return try rented(rental)
                }
                // What it had begun with is ended first: the same machine may be wanted again.
                await self.desk.withdraw(id, from: [.reserved, .releasing], tries: 3)
            }
            return try await perform(true)
        }
    }

    /// What `work` answers, kept where it lasts.
    private func finish(_ key: RequestKey, _ work: () async throws -> Response) async throws -> Response {
        do {
            let response = try await work()
            await keep(response, of: key)
            await desk.failpoint("api.request-finished")
            return response
        } catch let problem as APIProblem where problem.status == 400 || problem.status == 404 {
            await keep(problem.response, of: key)
            throw problem
        } catch {
            await forget(key)
            throw error is StoreError ? APIProblem.unavailable("\(error)") : error
        }
    }

    private func keep(_ response: Response, of key: RequestKey) async {
        do {
            try await store.finishRequest(key.name, try await RequestOutcome(response))
        } catch {
            // The client gets its answer; who repeats the request finds the rental by its id, or does it again.
            logger.error("the outcome of a request is not recorded", metadata: ["reason": "\(error)"])
        }
    }

    private func forget(_ key: RequestKey) async {
        do {
            try await store.forgetRequest(key.name)
        } catch {
            // It is found again as a request of ours that nobody works on.
            logger.error("a request cannot be forgotten yet", metadata: ["reason": "\(error)"])
        }
    }

    private func claim(_ key: RequestKey) async throws(APIProblem) -> RequestClaim {
        do {
            return try await store.claimRequest(
                key.name, fingerprint: key.fingerprint, owner: owner, lifetime: Self.lifetime, at: now())
        } catch {
            throw .unavailable("\(error)")
        }
    }

    private func takeOver(_ key: RequestKey, from request: RunningRequest) async throws(APIProblem) -> Bool {
        do {
            return try await store.takeOverRequest(key.name, from: request, owner: owner, at: now())
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
