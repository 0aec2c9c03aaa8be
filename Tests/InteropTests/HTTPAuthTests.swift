import Foundation
import HTTPTypes
import Keys
import Testing
import Wire

/// btauth/1 between us and `http_auth` of bittensor 11.3.0.
///
/// Skipped without that SDK (NI_TEST_VENV_BT11, which `make test` sets): it takes minutes to install.
@Suite("btauth/1 with bittensor 11.3.0", .enabled(if: PeerEnvironment.bt11 != nil, "needs NI_TEST_VENV_BT11"))
struct HTTPAuthTests {
    /// A request as `bt11_httpauth.py verify` reads it.
    struct Question: Encodable {
        var method = "POST"
        var path = "/Allocate"
        var body: String
        var headers: [String: String]
        var receiver: String
        var now: UInt64

        enum CodingKeys: String, CodingKey {
            case method
            case path
            case body = "body_hex"
            case headers
            case receiver = "self_hotkey"
            case now = "now_ns"
        }
    }

    struct Verdict: Decodable, Sendable {
        let ok: Bool
        let hotkey: String?
        let nonce: UInt64?
        let errorClass: String?

        enum CodingKeys: String, CodingKey {
            case ok
            case hotkey
            case nonce
            case errorClass = "class"
        }
    }

    let alice: Keypair
    let bob: Keypair
    let now: UInt64 = 1_800_000_000_123_456_789
    let body = Array(#"{"timeline": 1, "text": "grüße"}"#.utf8)

    init() throws {
        alice = try Keypair(secretURI: "//Alice")
        bob = try Keypair(secretURI: "//Bob")
    }

    func question(nonce: UInt64? = nil, path: String = "/Allocate") -> Question {
        let fields = Btauth.sign(
            method: "POST", target: path, body: body, nonce: nonce ?? now, keypair: alice, receiver: bob.account)
        let headers = Dictionary(fields.map { ($0.name.rawName, $0.value) }, uniquingKeysWith: { $1 })
        return Question(
            path: path, body: Hex.encode(body), headers: headers, receiver: bob.account.ss58, now: now)
    }

    @Test("It accepts what we sign, once, and refuses what was changed")
    func itVerifiesOurs() async throws {
        var changed = question(nonce: now + 1)
        changed.body += "20"
        var moved = question(nonce: now + 2)
        moved.path = "/Specs"
        var elsewhere = question(nonce: now + 3)
        elsewhere.receiver = alice.account.ss58
        var late = question(nonce: now + 4)
        late.now += 10_000_000_005
        let questions = [
            (question(), nil), (question(), "ReplayedRequest"), (changed, "BadSignature"), (moved, "BadSignature"),
            (elsewhere, "WrongReceiver"), (late, "StaleRequest"),
            (question(nonce: now + 5, path: "/a/b?x=1&y=%20z"), nil),
        ]
        let lines = try questions.map { question, _ in
            String(decoding: try JSONEncoder().encode(question), as: UTF8.self)
        }
        let verdicts = try await PythonPeer.answers(
            PeerEnvironment.bt11, "bt11_httpauth.py", ["verify"], input: lines.joined(separator: "\n"), as: Verdict.self
        )
        #expect(verdicts.map(\.errorClass) == questions.map(\.1))
        #expect(verdicts.map(\.ok) == questions.map { $0.1 == nil })
        #expect(verdicts.first?.hotkey == alice.account.ss58)
        #expect(verdicts.first?.nonce == now)
    }

    @Test("We accept what it signs, and refuse it with a changed body", arguments: ["/Allocate", "/a/b?x=1&y=%20z"])
    func weVerifyIts(_ path: String) async throws {
        let headers = try await PythonPeer.answers(
            PeerEnvironment.bt11, "bt11_httpauth.py",
            ["sign", "--uri", "//Alice", "--receiver", bob.account.ss58, "--path", path, "--nonce", "\(now)"],
            input: Hex.encode(body), as: [String: String].self)
        var fields = HTTPFields()
        for (name, value) in try #require(headers.first) {
            fields[try #require(HTTPField.Name(name))] = value
        }
        func judge(_ body: [UInt8]) -> BtauthCheck.Verdict {
            BtauthCheck().judge(
                method: "POST", target: path, body: body, fields: fields, receiver: bob.account, now: now)
        }
        #expect(judge(body) == .valid(hotkey: alice.account, nonce: now))
        #expect(judge(body + [32]) == .refused(.badSignature))
    }
}
