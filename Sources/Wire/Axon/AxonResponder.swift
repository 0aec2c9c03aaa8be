import HTTPTypes
import Hummingbird
import HummingbirdCore
import Keys
import Logging
import NIOCore

/// Answers the HTTP requests of an axon: routes, judges, handles, writes.
struct AxonResponder: HTTPResponder {
    typealias Context = AxonContext

    let keypair: Keypair
    let gatekeeper: Gatekeeper
    let routes: [String: MessageRoute]
    let available: [String]
    let queue: WorkQueue
    let bodies: UnsignedBodyRule
    let clock: WireClock
    let writer: AxonAnswerWriter
    let metrics: AxonMetrics
    let logger: Logger

    /// Bytes of a body, at most.
    static let bodyLimit = 256 * 1_024
    /// What a body may take to arrive.
    static let bodyTime = Duration.seconds(10)

    /// An answer, and why it is not what was asked for.
    private struct Answer {
        let response: Response
        var refusal: AxonRefusal?
    }

    func respond(to request: Request, context: AxonContext) async throws -> Response {
        let began = ContinuousClock.now
        let target = request.head.path ?? "/"
        let path = target.prefix { $0 != "?" }.drop { $0 == "/" }
        let route = routes[String(path)]
        let answer = await answer(request, target: target, path: path, route: route)
        metrics.count(route?.name, refusal: answer.refusal, time: began.duration(to: .now))
        return answer.response
    }

    private func answer(
        _ request: Request, target: String, path: Substring, route: MessageRoute?
    ) async -> Answer {
        let started = clock()
        if path.contains("/") { return plain(.unknownPath) }
        guard request.method == .post || request.method == .get else { return plain(.methodNotAllowed) }
        let headers = SynapseHeaders(request.headers)
        func refuse(_ refusal: AxonRefusal) -> Answer {
            logger.debug(
                "request refused", metadata: ["status": "\(refusal.status)", "hotkey": "\(headers.hotkeyForLog)"])
            return Answer(response: writer.refusal(refusal, to: headers, started: started), refusal: refusal)
        }
        guard let route else {
            return refuse(.unknownMessage(name: String(path.prefix(64)), available: available))
        }
        let head: Gatekeeper.SignedHead
        switch gatekeeper.judgeHead(headers, now: started) {
        case .failure(let refused): return refuse(refused.refusal)
        case .success(let good): head = good
        }
        let body: [UInt8]
        do {
            body = try await collect(request.body)
        } catch {
            switch error {
            case .tooSlow: return refuse(.notVerified("the body did not arrive in time"))
            case .tooLarge: return plain(.tooLarge(limit: Self.bodyLimit))
            }
        }
        let asked = Gatekeeper.Request(
            method: request.method.rawValue, target: target, fields: request.headers, headers: headers, body: body)
        switch gatekeeper.judgeBody(of: asked, head: head, now: clock()) {
        case .refused(let refusal): return refuse(refusal)
        case .admitted(let caller):
            return await handle(body, by: route, for: caller, headers: headers, started: started)
        }
    }

    private func plain(_ refusal: AxonRefusal) -> Answer {
        Answer(response: writer.plain(refusal), refusal: refusal)
    }

    private enum BodyProblem: Error {
        case tooLarge
        case tooSlow
    }

    /// The body's bytes. One that drips is given up after ``bodyTime``; one that stalls falls to the connection's
    /// limit, which also ends what is refused and goes on dripping: no timer of its own runs for each request.
    private func collect(_ body: RequestBody) async throws(BodyProblem) -> [UInt8] {
        let started = ContinuousClock.now
        var bytes: [UInt8] = []
        var isSlow = false
        do {
            for try await buffer in body {
                guard bytes.count + buffer.readableBytes <= Self.bodyLimit else { throw BodyProblem.tooLarge }
                bytes.append(contentsOf: buffer.readableBytesView)
                isSlow = started.duration(to: .now) > Self.bodyTime
                if isSlow { break }
            }
        } catch {
            throw .tooLarge
        }
        if isSlow { throw .tooSlow }
        return bytes
    }

    private func handle(
        _ body: [UInt8], by route: MessageRoute, for caller: Caller, headers: SynapseHeaders, started: UInt64
    ) async -> Answer {
        func refuse(_ refusal: AxonRefusal) -> Answer {
            let signed = caller.signedBody ? caller : nil
            let response = writer.refusal(refusal, to: headers, started: started, caller: signed)
            return Answer(response: response, refusal: refusal)
        }
        let prepared: MessageRoute.Prepared
        do {
            prepared = try route.serve(body)
        } catch {
            switch error {
            case .notJSON: return refuse(.malformedJSON)
            case .wrongField: return refuse(.failure())
            }
        }
        if !prepared.onlyAsks, !caller.signedBody, bodies.current == .checkOnly {
            return refuse(.notVerified("MalformedAuth: unsigned bodies may only ask (checking) here"))
        }
        do {
            let lane = prepared.acts ? caller.hotkey.ss58 : nil
            let priority = caller.priority + route.bonus
            let encode = try await metrics.count(in: queue, priority: priority, lane: lane) {
                // Who waited longer than the caller does must not act any more: nobody would know of it.
                let now = clock()
                guard now <= caller.nonce || Double(now - caller.nonce) <= caller.patience else {
                    throw WorkQueue.Full()
                }
                return try await prepared.handle(caller)
            }
            return Answer(
                response: writer.success(
                    encode, name: route.name, to: headers, caller: caller, bodySize: body.count, started: started))
        } catch is WorkQueue.Full {
            return refuse(.busy)
        } catch {
            let refusal = AxonRefusal.failure()
            logger.error("handler failed", metadata: ["message": "\(refusal.message)", "reason": "\(error)"])
            return refuse(refusal)
        }
    }
}

/// What Hummingbird keeps per request; an axon needs nothing of its own.
struct AxonContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }
}

extension SynapseHeaders {
    /// The claimed hotkey when it is one: unverified text of strangers stays out of logs.
    var hotkeyForLog: String {
        dendrite.hotkey.flatMap { try? AccountID(ss58: $0) }?.ss58 ?? "-"
    }
}
