import HTTPTypes
import Keys
import Testing
import Wire

/// btauth in the same request: a body that was changed on the path, a signature that was stripped.
@Suite("Signed bodies")
struct SignedBodyTests {
    let people: People
    let now: UInt64 = 1_800_000_000_000_000_000
    let uuid = SenderID.bodySigning()

    init() throws {
        people = try People()
    }

    func judge(
        _ request: SignedRequest, _ unsignedBodies: UnsignedBodies = .allow, ledger: NonceLedger = NonceLedger(),
        now: UInt64? = nil
    ) -> String {
        let keeper = Gatekeeper(
            hotkey: people.bob.account, standing: Standings(), ledger: ledger, unsignedBodies: unsignedBodies)
        switch keeper.judge(request.asked, now: now ?? self.now) {
        case .admitted(let caller): return caller.signedBody ? "admitted, signed" : "admitted"
        case .refused(let refusal): return "\(refusal.status) \(refusal.message)"
        }
    }

    func signed(nonce: UInt64? = nil, uuid: String? = nil, body: String = #"{"checking":false}"#) -> SignedRequest {
        SignedRequest(
            from: people.alice, to: people.bob.account, nonce: nonce ?? now, uuid: uuid ?? self.uuid, body: body,
            btauth: true)
    }

    func stripped(uuid: String) -> SignedRequest {
        SignedRequest(from: people.alice, to: people.bob.account, nonce: now, uuid: uuid)
    }

    @Test("A changed body is refused, and does not use up the nonce of the true request")
    func changedBody() {
        let ledger = NonceLedger()
        let good = signed()
        var changed = good
        changed.body = Array(#"{"checking":true}"#.utf8)
        #expect(judge(changed, ledger: ledger) == "401 Not Verified with error: BadSignature")
        #expect(judge(good, ledger: ledger) == "admitted, signed")
        #expect(judge(good, ledger: ledger).contains("a newer one was last processed"))
    }

    @Test("A changed target or method is refused")
    func changedTarget() {
        var other = signed()
        other.target = "/Specs"
        #expect(judge(other) == "401 Not Verified with error: BadSignature")
        other = signed()
        other.method = "GET"
        #expect(judge(other) == "401 Not Verified with error: BadSignature")
    }

    @Test(
        "A stripped signature is noticed by the uuid, without remembering the sender",
        arguments: UnsignedBodies.allCases)
    func strippedSignature(_ setting: UnsignedBodies) {
        #expect(judge(stripped(uuid: uuid), setting).hasPrefix("401 Not Verified with error: MalformedAuth"))
    }

    @Test(
        "A Python peer with the same hotkey is not locked out",
        arguments: ["3d2c9e20-e563-11f1-a417-02fc00000001", "3d2c9e20-e563-41f1-8417-02fc00000001"])
    func pythonPeer(_ uuid: String) {
        let ledger = NonceLedger()
        #expect(judge(signed(), ledger: ledger) == "admitted, signed")
        #expect(judge(stripped(uuid: uuid), ledger: ledger) == "admitted")
    }

    @Test("A signed body under a uuid of Python's kind counts as signed")
    func signedPythonUUID() {
        #expect(judge(signed(uuid: SignedRequest.pythonUUID)) == "admitted, signed")
    }

    @Test(
        "Any one header of btauth demands all of them",
        arguments: ["Version", "Hotkey", "Nonce", "Signature", "Receiver"])
    func partial(_ name: String) throws {
        var one = stripped(uuid: SignedRequest.pythonUUID)
        let header = try #require(HTTPField.Name("X-Bittensor-\(name)"))
        one.fields[header] = signed().fields[header]
        #expect(judge(one).hasPrefix("401 Not Verified with error: MalformedAuth"))
        var rest = signed(uuid: SignedRequest.pythonUUID)
        rest.fields[header] = nil
        #expect(judge(rest).hasPrefix("401 Not Verified with error: "))
    }

    @Test("Both signatures must be of one hotkey and one nonce")
    func twoSigners() {
        func swapped(signer: Keypair, nonce: UInt64) -> SignedRequest {
            var request = stripped(uuid: uuid)
            let fields = Btauth.sign(
                method: "POST", target: request.target, body: request.body, nonce: nonce, keypair: signer,
                receiver: people.bob.account)
            for field in fields { request.fields[field.name] = field.value }
            return request
        }
        #expect(judge(swapped(signer: people.alice, nonce: now)) == "admitted, signed")
        #expect(judge(swapped(signer: people.charlie, nonce: now)).contains("BadSignature"))
        #expect(judge(swapped(signer: people.alice, nonce: now + 1)).contains("BadSignature"))
    }

    @Test("Both freshness windows must hold: btauth's are 10 s and 2 s")
    func windows() {
        #expect(judge(signed(nonce: now - 10_000_000_000)) == "admitted, signed")
        let stale = "401 Not Verified with error: StaleRequest"
        #expect(judge(signed(nonce: now - 11_000_000_000)).hasPrefix(stale))
        #expect(judge(signed(nonce: now + 2_000_000_000)) == "admitted, signed")
        #expect(judge(signed(nonce: now + 3_000_000_000)).hasPrefix(stale))
        #expect(judge(signed(nonce: now + 3_000_000_000)).contains("3000 ms ahead"))
    }

    @Test(
        "Unsigned bodies: deny refuses them; allow and check-only leave them to the message",
        arguments: [(UnsignedBodies.allow, true), (.checkOnly, true), (.deny, false)])
    func unsigned(_ setting: UnsignedBodies, _ passes: Bool) {
        let verdict = judge(stripped(uuid: SignedRequest.pythonUUID), setting)
        #expect(passes ? verdict == "admitted" : verdict.contains("requires signed bodies"))
        #expect(judge(signed(), setting) == "admitted, signed")
    }

    @Test("A body signed for another receiver is refused")
    func receiver() {
        var request = signed()
        request.fields[HeaderName.btauthReceiver] = people.charlie.account.ss58
        #expect(judge(request) == "401 Not Verified with error: WrongReceiver")
        request.fields[HeaderName.btauthReceiver] = nil
        #expect(judge(request) == "401 Not Verified with error: WrongReceiver")
    }
}
