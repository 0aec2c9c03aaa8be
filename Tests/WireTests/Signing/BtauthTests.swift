import HTTPTypes
import Keys
import Testing
import Wire

/// btauth/1 against what `http_auth` of bittensor 11.3.0 signed and decided.
@Suite("btauth/1")
struct BtauthTests {
    /// These share one memory of nonces each, in this order.
    static let replayed = [
        ["first use", "replay of the same (hotkey, nonce)", "same sender, other nonce, same store"],
        ["bad signature does not consume the nonce (1/2)", "bad signature does not consume the nonce (2/2)"],
    ]
    /// In Python a wrong configuration of the store, not a verdict on the request.
    static let misconfigured = "max_age 60: window 62 s exceeds the default store retention of 60 s"

    static let requests = BtauthVectors.shared?.requests ?? []
    static let alone = requests.filter { request in
        request.name != misconfigured && !replayed.joined().contains(request.name)
    }

    @Test("All 7 payloads and 52 requests are here")
    func vectors() {
        #expect(BtauthVectors.shared?.payloads.count == 7)
        #expect(Self.requests.count == 52)
        #expect(Self.alone.count == 46)
    }

    @Test("The signed text is the reference's byte for byte", arguments: BtauthVectors.shared?.payloads ?? [])
    func payload(_ vector: BtauthVectors.Payload) throws {
        let text = Btauth.payload(
            scheme: try #require(KeyScheme(rawValue: vector.scheme)), method: vector.method, target: vector.path,
            body: try #require(Hex.decode(vector.body)), nonce: vector.nonce, sender: vector.sender,
            receiver: vector.receiver)
        #expect(text == vector.text)
        #expect(Array(text.utf8) == Hex.decode(vector.hex))
    }

    @Test("A request gets the reference's verdict", arguments: alone)
    func verdict(_ vector: BtauthVectors.Request) throws {
        #expect(try Self.verdict(on: vector) == Expected(vector))
    }

    @Test("A replay is refused, and a bad signature uses up no nonce", arguments: replayed)
    func replay(_ names: [String]) throws {
        let ledger = NonceLedger()
        for name in names {
            let vector = try #require(Self.requests.first { $0.name == name })
            var verdict = try Self.verdict(on: vector)
            if case .valid(let hotkey, let nonce) = verdict,
                ledger.accept(hotkey: try AccountID(ss58: hotkey), uuid: "", nonce: nonce, now: vector.now) == .repeated
            {
                verdict = .refused("ReplayedRequest")
            }
            #expect(verdict == Expected(vector), "\(name)")
        }
    }

    @Test("A wrapped signature counts only where that is asked for")
    func wrapped() throws {
        let vector = try #require(Self.requests.first { $0.name.contains("<Bytes>") })
        #expect(try Self.verdict(on: vector, acceptWrapped: false) == .refused("BadSignature"))
    }

    @Test("What we sign, we accept, and only with every part unchanged")
    func roundTrip() throws {
        let people = try People()
        let body = Array(#"{"a":1}"#.utf8)
        let now: UInt64 = 1_800_000_000_000_000_000
        let fields = Btauth.sign(
            method: "POST", target: "/Allocate", body: body, nonce: now, keypair: people.alice,
            receiver: people.bob.account)
        func verdict(
            _ body: [UInt8], method: String = "POST", target: String = "/Allocate", receiver: AccountID? = nil,
            edit: (inout HTTPFields) -> Void = { _ in }
        ) -> BtauthCheck.Verdict {
            var edited = fields
            edit(&edited)
            return BtauthCheck().judge(
                method: method, target: target, body: body, fields: edited, receiver: receiver ?? people.bob.account,
                now: now)
        }
        #expect(verdict(body) == .valid(hotkey: people.alice.account, nonce: now))
        #expect(verdict(body, method: "GET") == .refused(.badSignature))
        #expect(verdict(body, target: "/Allocate?a") == .refused(.badSignature))
        #expect(verdict(body + [32]) == .refused(.badSignature))
        #expect(verdict([]) == .refused(.badSignature))
        #expect(verdict(body) { $0[HeaderName.btauthNonce] = "\(now + 1)" } == .refused(.badSignature))
        #expect(
            verdict(body) { $0[HeaderName.btauthHotkey] = people.charlie.account.ss58 } == .refused(.badSignature))
        let elsewhere = verdict(body, receiver: people.charlie.account)
        #expect(elsewhere == .refused(.wrongReceiver("signed for another hotkey")))
    }

    @Test(
        "A nonce that is no number of 64 bits is malformed, never a crash",
        arguments: [
            "", " ", "_", "__1", "-1", "+1", "1__0", "99999999999999999999", String(repeating: "9", count: 5_000),
            "1e3",
            "\u{663}",
        ])
    func hostileNonce(_ text: String) throws {
        let people = try People()
        var fields = Btauth.sign(
            method: "POST", target: "/", body: [], nonce: 1, keypair: people.alice, receiver: people.bob.account)
        fields[HeaderName.btauthNonce] = text
        let verdict = BtauthCheck().judge(
            method: "POST", target: "/", body: [], fields: fields, receiver: people.bob.account, now: 1)
        guard case .refused(.malformed) = verdict else {
            Issue.record("\(verdict)")
            return
        }
    }

    /// A verdict as the vectors write it.
    enum Expected: Equatable {
        case valid(String, UInt64)
        case refused(String)

        init(_ vector: BtauthVectors.Request) {
            if let caller = vector.caller {
                self = .valid(caller.hotkey, caller.nonce)
            } else {
                self = .refused(vector.errorClass ?? "")
            }
        }
    }

    static func verdict(on vector: BtauthVectors.Request, acceptWrapped: Bool = true) throws -> Expected {
        var check = BtauthCheck()
        check.acceptWrapped = acceptWrapped
        check.requireReceiver = vector.requiresReceiver ?? true
        let verdict = check.judge(
            method: vector.method, target: vector.path, body: try #require(Hex.decode(vector.body)),
            fields: vector.fields, receiver: try AccountID(ss58: vector.receiver), now: vector.now)
        switch verdict {
        case .valid(let hotkey, let nonce): return .valid(hotkey.ss58, nonce)
        case .refused(let refusal): return .refused(refusal.errorClass)
        }
    }
}
