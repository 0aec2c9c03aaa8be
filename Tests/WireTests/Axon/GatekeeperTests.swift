import HTTPTypes
import Keys
import Testing
import Wire

/// Who gets through to a handler, and what the others are told.
@Suite("Gatekeeper")
struct GatekeeperTests {
    let people: People
    let now: UInt64 = 1_800_000_000_000_000_000

    init() throws {
        people = try People()
    }

    func gatekeeper(
        _ unsignedBodies: UnsignedBodies = .allow, standing: Standings = Standings(),
        ledger: NonceLedger = NonceLedger()
    ) -> Gatekeeper {
        Gatekeeper(
            hotkey: people.bob.account, standing: standing, ledger: ledger, unsignedBodies: unsignedBodies)
    }

    func request(
        nonce: UInt64? = nil, uuid: String = SignedRequest.pythonUUID, body: String = "{}", btauth: Bool = false
    ) -> SignedRequest {
        SignedRequest(
            from: people.alice, to: people.bob.account, nonce: nonce ?? now, uuid: uuid, body: body, btauth: btauth)
    }

    /// The text of a refusal; nil for an admitted request.
    func refusal(_ verdict: Gatekeeper.Verdict) -> String? {
        guard case .refused(let refusal) = verdict else { return nil }
        return "\(refusal.status) \(refusal.message)"
    }

    /// One row of the truth table: what holds of a request.
    struct Row: CustomTestStringConvertible, Sendable {
        let complete: Bool
        let mayCall: Bool
        let signed: Bool
        let fresh: Bool
        let new: Bool

        init(_ bits: Int) {
            (complete, mayCall, signed) = (bits & 1 == 0, bits & 2 == 0, bits & 4 == 0)
            (fresh, new) = (bits & 8 == 0, bits & 16 == 0)
        }

        /// The first rule that is broken decides.
        var expected: String? {
            if !complete { return "401 Not Verified with error: Missing body hash" }
            if !mayCall { return "403 Forbidden. Key is blacklisted: Not enough stake!." }
            if !signed { return "401 Not Verified with error: Signature mismatch" }
            if !fresh { return "401 Not Verified with error: Nonce is too old: acceptable delta is 16.00 seconds" }
            if !new { return "401 Not Verified with error: Nonce is too old, a newer one was last processed" }
            return nil
        }

        var testDescription: String {
            "complete \(complete), may call \(mayCall), signed \(signed), fresh \(fresh), new \(new)"
        }
    }

    @Test(
        "The first broken rule decides: form, standing, signature, freshness, nonce", arguments: (0..<32).map(Row.init))
    func truthTable(_ row: Row) throws {
        let ledger = NonceLedger()
        let standing = Standings(refused: row.mayCall ? [:] : [people.alice.account: "Not enough stake!"])
        let nonce = row.fresh ? now : now - 20_000_000_000
        if !row.new {
            let used = ledger.accept(
                hotkey: people.alice.account, uuid: SignedRequest.pythonUUID, nonce: nonce, now: now)
            try #require(used == .accepted)
        }
        var asked = request(nonce: nonce)
        if !row.complete { asked.fields[HeaderName.bodyHash] = nil }
        if !row.signed {
            asked.fields[HeaderName.terminal(.dendrite, "signature")] = people.charlie.sign([1]).hex
        }
        let known = ledger.count
        let verdict = gatekeeper(standing: standing, ledger: ledger).judge(asked.asked, now: now)
        if let expected = row.expected {
            #expect(refusal(verdict)?.hasPrefix(expected) == true, "\(verdict)")
            #expect(ledger.count == known, "a refused request leaves nothing behind")
        } else {
            #expect(
                verdict
                    == .admitted(
                        Caller(hotkey: people.alice.account, priority: 1, signedBody: false, nonce: now, timeout: 12)))
            #expect(ledger.count == 1)
        }
        #expect(standing.questions == (row.complete ? 1 : 0))
    }

    @Test("A request with a bad signature does not use up the nonce of the true one")
    func badSignatureUsesNothing() {
        let keeper = gatekeeper()
        let good = request()
        var forged = good
        forged.fields[HeaderName.terminal(.dendrite, "signature")] = Signature.zero
        #expect(refusal(keeper.judge(forged.asked, now: now))?.hasPrefix("401") == true)
        #expect(refusal(keeper.judge(good.asked, now: now)) == nil)
        #expect(
            refusal(keeper.judge(good.asked, now: now))
                == "401 Not Verified with error: Nonce is too old, a newer one was last processed")
    }

    @Test("A request for another axon does not verify here")
    func otherReceiver() {
        let asked = SignedRequest(from: people.alice, to: people.charlie.account, nonce: now)
        #expect(refusal(gatekeeper().judge(asked.asked, now: now))?.contains("Signature mismatch") == true)
    }

    @Test(
        "Freshness: at most 16 s old and 4 s ahead, bounds included",
        arguments: [
            (Int64(16_000_000_000), true), (16_000_000_001, false), (0, true), (-4_000_000_000, true),
            (-4_000_000_001, false), (300_000_000_000, false), (-3_600_000_000_000, false),
        ])
    func freshness(_ age: Int64, _ passes: Bool) {
        let asked = request(nonce: UInt64(Int64(now) - age))
        #expect((refusal(gatekeeper().judge(asked.asked, now: now)) == nil) == passes)
    }

    @Test("A caller whose clock is ahead is told by how much")
    func offsetIsTold() {
        let text = refusal(gatekeeper().judge(request(nonce: now + 61_500_000_000).asked, now: now))
        #expect(text?.contains("61.50 seconds ahead of this axon's clock") == true)
    }

    @Test("Neither the version nor the timeout of the caller's choice widens the window")
    func unsignedHeadersDecideNothing() {
        for version in [nil, "7001000", "0", "x"] {
            var asked = request(nonce: now - 17_000_000_000)
            asked.fields[HeaderName.terminal(.dendrite, "version")] = version
            asked.fields[HeaderName.timeout] = "600"
            #expect(refusal(gatekeeper().judge(asked.asked, now: now))?.contains("Nonce is too old") == true)
        }
    }

    @Test(
        "A timeout is a number, kept between 0 and 600 s",
        arguments: [
            ("12.0", 12.0), ("-5", 0), ("1e9", 600), (nil, 12), ("inf", nil), ("nan", nil), ("abc", nil), ("", nil),
        ] as [(String?, Double?)])
    func timeout(_ text: String?, _ expected: Double?) {
        var asked = request()
        asked.fields[HeaderName.timeout] = text
        switch gatekeeper().judge(asked.asked, now: now) {
        case .admitted(let caller): #expect(caller.timeout == expected)
        case .refused(let refusal):
            #expect(expected == nil)
            #expect(refusal.status == 500)
        }
    }

    @Test(
        "A missing member is 401 with the Python axon's text",
        arguments: [
            ("hotkey", "No SS58 formatted address or public key provided."), ("nonce", "Missing Nonce"),
            ("uuid", "Missing UUID"), ("signature", "Unsupported signature format. Expected str or bytes."),
        ])
    func missing(_ member: String, _ text: String) {
        var asked = request()
        asked.fields[HeaderName.terminal(.dendrite, member)] = nil
        #expect(
            gatekeeper().judge(asked.asked, now: now) == .refused(.notVerified(text)))
    }

    @Test("Members of absurd length are refused before anything is computed from them")
    func absurd() {
        for (member, length) in [("uuid", 129), ("uuid", 10_000), ("signature", 10_000), ("hotkey", 10_000)] {
            var asked = request()
            asked.fields[HeaderName.terminal(.dendrite, member)] = String(repeating: "a", count: length)
            #expect(refusal(gatekeeper().judge(asked.asked, now: now))?.hasPrefix("401") == true)
        }
    }

    @Test("A wrong body hash is an error even when it is signed, and uses up its nonce")
    func bodyHash() {
        let zeros = String(repeating: "0", count: 64)
        let asked = SignedRequest(from: people.alice, to: people.bob.account, nonce: now, bodyHash: zeros)
        let keeper = gatekeeper()
        #expect(refusal(keeper.judge(asked.asked, now: now))?.hasPrefix("500 Internal Server Error #") == true)
        #expect(refusal(keeper.judge(asked.asked, now: now))?.hasPrefix("401") == true)
    }

    @Test("Where nonces cannot be made durable the caller is told to try again")
    func notDurable() {
        struct Broken: Error {}
        let ledger = NonceLedger { _ in throw Broken() }
        #expect(gatekeeper(ledger: ledger).judge(request().asked, now: now) == .refused(.busy))
    }
}

extension Signature {
    /// 64 zero bytes as a header writes them.
    fileprivate static var zero: String { "0x" + String(repeating: "00", count: 64) }
}
