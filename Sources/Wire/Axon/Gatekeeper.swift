package import HTTPTypes
package import Keys

/// Decides whether a request may reach its handler: form, standing, signature, freshness, nonce, in that order.
///
/// Nothing unsigned, such as the version header, is an input.
package struct Gatekeeper: Sendable {
    private let hotkey: AccountID
    /// The hotkey's address, made once: each signed text has it.
    private let address: String
    private let standing: any CallerStanding
    private let ledger: NonceLedger
    private let bodies: UnsignedBodyRule
    private let btauth = BtauthCheck()

    /// Nanoseconds that a nonce may be old, and ahead.
    package static let maxAge: UInt64 = 16_000_000_000
    package static let maxAhead: UInt64 = 4_000_000_000

    package init(
        hotkey: AccountID, standing: any CallerStanding, ledger: NonceLedger, unsignedBodies: UnsignedBodies
    ) {
        self.init(hotkey: hotkey, standing: standing, ledger: ledger, bodies: UnsignedBodyRule(unsignedBodies))
    }

    init(hotkey: AccountID, standing: any CallerStanding, ledger: NonceLedger, bodies: UnsignedBodyRule) {
        self.hotkey = hotkey
        address = hotkey.ss58
        self.standing = standing
        self.ledger = ledger
        self.bodies = bodies
    }

    /// The parts of a request that are judged.
    package struct Request: Sendable {
        package let method: String
        /// The path with its query, as sent.
        package let target: String
        package let fields: HTTPFields
        package let headers: SynapseHeaders
        package let body: [UInt8]

        package init(
            method: String, target: String, fields: HTTPFields, headers: SynapseHeaders? = nil, body: [UInt8]
        ) {
            self.method = method
            self.target = target
            self.fields = fields
            self.headers = headers ?? SynapseHeaders(fields)
            self.body = body
        }
    }

    /// The caller, or why not.
    package enum Verdict: Sendable, Equatable {
        case admitted(Caller)
        case refused(AxonRefusal)
    }

    fileprivate struct Claim {
        let hotkey: AccountID
        let hotkeyText: String
        let nonce: UInt64
        let uuid: String
        let signature: Signature
        let bodyHash: String
        let timeout: Double
    }

    /// A request whose headers were found good: nobody's body is read before.
    package struct SignedHead: Sendable {
        fileprivate let claim: Claim
        fileprivate let priority: Double
    }

    /// The verdict on `request` at `now`; an accepted nonce is used up.
    package func judge(_ request: Request, now: UInt64) -> Verdict {
        switch judgeHead(request.headers, now: now) {
        case .failure(let refused): .refused(refused.refusal)
        case .success(let head): judgeBody(of: request, head: head, now: now)
        }
    }

    /// What the headers alone decide: form, standing, signature, freshness.
    package func judgeHead(_ headers: SynapseHeaders, now: UInt64) -> Result<SignedHead, Refused> {
        Self.claim(headers).flatMap { claim in
            let priority: Double
            switch standing.standing(of: claim.hotkey) {
            case .refused(let reason): return .failure(Refused(refusal: .forbidden(reason: reason)))
            case .admitted(let stake): priority = stake
            }
            let message = SynapseSignature.message(
                nonce: claim.nonce, dendrite: claim.hotkeyText, axon: address, uuid: claim.uuid,
                bodyHash: claim.bodyHash)
            guard claim.hotkey.verifies(claim.signature, over: Array(message.utf8)) else {
                let mismatch = "Signature mismatch with \(message) and \(claim.signature.hex)"
                return .failure(Refused(refusal: .notVerified(mismatch)))
            }
            if let refusal = Self.freshness(claim.nonce, now: now) { return .failure(Refused(refusal: refusal)) }
            return .success(SignedHead(claim: claim, priority: priority))
        }
    }

    /// What is left once the body is there: its signature, and the nonce, which is used up.
    package func judgeBody(of request: Request, head: SignedHead, now: UInt64) -> Verdict {
        let claim = head.claim
        if let refusal = checkBody(of: request, claim: claim, now: now) { return .refused(refusal) }
        if let refusal = remember(claim, now: now) { return .refused(refusal) }
        guard claim.bodyHash == SynapseSignature.emptyBodyHash else { return .refused(.failure()) }
        return .admitted(
            Caller(
                hotkey: claim.hotkey, priority: head.priority, signedBody: Btauth.isPresent(in: request.fields),
                nonce: claim.nonce, timeout: claim.timeout))
    }

    /// A refusal as the failure of a result.
    package struct Refused: Error {
        package let refusal: AxonRefusal
    }

    private static func claim(_ headers: SynapseHeaders) -> Result<Claim, Refused> {
        func refuse(_ refusal: AxonRefusal) -> Result<Claim, Refused> { .failure(Refused(refusal: refusal)) }
        let dendrite = headers.dendrite
        if let text = dendrite.nonce, UInt64(text) == nil { return refuse(.failure()) }
        let timeout = headers.timeout.map { Double($0) ?? .nan } ?? 12
        guard timeout.isFinite else { return refuse(.failure()) }
        guard let hotkeyText = dendrite.hotkey, !hotkeyText.isEmpty else {
            return refuse(.notVerified("No SS58 formatted address or public key provided."))
        }
        guard let nonce = dendrite.nonce.flatMap({ UInt64($0) }) else {
            return refuse(.notVerified("Missing Nonce"))
        }
        guard let uuid = dendrite.uuid, !uuid.isEmpty else { return refuse(.notVerified("Missing UUID")) }
        guard uuid.utf8.count <= 128 else { return refuse(.notVerified("UUID too long")) }
        guard let signatureText = dendrite.signature else {
            return refuse(.notVerified("Unsupported signature format. Expected str or bytes."))
        }
        guard let bodyHash = headers.bodyHash else { return refuse(.notVerified("Missing body hash")) }
        guard bodyHash.utf8.count <= 128 else { return refuse(.notVerified("Body hash too long")) }
        let hotkey: AccountID
        do { hotkey = try AccountID(ss58: hotkeyText) } catch { return refuse(.notVerified("\(error)")) }
        guard let signature = Signature(hex: signatureText) else {
            return refuse(.notVerified("Invalid signature"))
        }
        return .success(
            Claim(
                hotkey: hotkey, hotkeyText: hotkeyText, nonce: nonce, uuid: uuid, signature: signature,
                bodyHash: bodyHash, timeout: min(max(timeout, 0), 600)))
    }

    private func checkBody(of request: Request, claim: Claim, now: UInt64) -> AxonRefusal? {
        guard Btauth.isPresent(in: request.fields) else {
            if SenderID.promisesSignedBody(claim.uuid) {
                return .notVerified("MalformedAuth: this sender signs its bodies, but the signature is missing")
            }
            return bodies.current == .deny
                ? .notVerified("MalformedAuth: this axon requires signed bodies (btauth/1)") : nil
        }
        let verdict = btauth.judge(
            method: request.method, target: request.target, body: request.body, fields: request.fields,
            receiver: hotkey, now: now)
        switch verdict {
        case .refused(.stale(let why)): return .notVerified("StaleRequest: \(why)")
        case .refused(let refusal): return .notVerified(refusal.errorClass)
        case .valid(let signer, let nonce):
            let same = signer == claim.hotkey && nonce == claim.nonce
            return same ? nil : .notVerified("BadSignature: both signatures must be of one hotkey and nonce")
        }
    }

    private static func freshness(_ nonce: UInt64, now: UInt64) -> AxonRefusal? {
        if now > nonce, now - nonce > maxAge {
            return .notVerified(
                "Nonce is too old: acceptable delta is \(seconds(maxAge)) seconds but request was "
                    + "\(seconds(now - nonce)) seconds old")
        }
        if nonce > now, nonce - now > maxAhead {
            return .notVerified(
                "Nonce is \(seconds(nonce - now)) seconds ahead of this axon's clock: acceptable are "
                    + "\(seconds(maxAhead)); set the caller's clock")
        }
        return nil
    }

    private func remember(_ claim: Claim, now: UInt64) -> AxonRefusal? {
        switch ledger.accept(hotkey: claim.hotkey, uuid: claim.uuid, nonce: claim.nonce, now: now) {
        case .accepted: nil
        case .repeated: .notVerified("Nonce is too old, a newer one was last processed")
        case .belowFloor(let remaining):
            .notVerified(
                "Nonce is too old, this axon has just restarted; try again in \(Self.seconds(remaining)) seconds")
        case .notDurable: .busy
        }
    }

    private static func seconds(_ nanoseconds: UInt64) -> String {
        let hundredths = nanoseconds / 10_000_000
        return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
    }
}
