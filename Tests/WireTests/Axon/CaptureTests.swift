import Foundation
import HTTPTypes
import Keys
import Testing
import Wire

/// Requests of the 9.0.0 SDK, byte for byte, against our axon: the same statuses and texts as the Python axon's.
@Suite("Captured Synapse requests")
struct CaptureTests {
    static let cases = (SynapseVectors.shared?.cases ?? []).filter { $0.request != nil }

    /// Seconds that passed between a request's nonce and its arrival, as far as that matters; 0 otherwise.
    static let ages: [String: Double] = [
        "stale nonce: first request of this uuid, 17 s old, timeout 12": 17.04,
        "old nonce still accepted: 15 s old, timeout 12 (window 4 s + timeout)": 15,
        "raw: 17 s old, timeout 12": 17.05,
        "raw: 300 s old but timeout header 600 (accepted: the window grows with the caller-chosen timeout)": 300,
        "nonce 1 hour in the future is accepted": -3_600,
    ]

    /// Where our axon is stricter than Python's.
    static let stricter: [String: Int] = [
        // At most 4 s ahead: a captured request must not stay usable.
        "nonce 1 hour in the future is accepted": 401,
        // The caller's timeout does not widen the window.
        "raw: 300 s old but timeout header 600 (accepted: the window grows with the caller-chosen timeout)": 401,
        // The version header is not signed, so it cannot switch the check off.
        "raw: version below 7.2.0 and nonce 5 (accepted)": 401,
        // A class of the capture alone; the compute protocol has none with hashed fields.
        "success: synapse with required_hash_fields (text,num)": 404,
        "raw: body changed after signing, class with required_hash_fields": 404,
    ]

    /// Same status, but we name what is missing where Python puts None into the text that it checks.
    static let clearerText: [String: String] = [
        "raw: missing header bt_header_dendrite_uuid": "Not Verified with error: Missing UUID",
        "raw: missing header computed_body_hash": "Not Verified with error: Missing body hash",
    ]

    /// The time at which a case arrives.
    static func arrival(_ test: SynapseVectors.Case) -> UInt64 {
        let whenCaptured: UInt64 = 1_795_234_990_000_000_000
        let text = test.request?.fields[HeaderName.terminal(.dendrite, "nonce")]
        guard let nonce = text.flatMap({ UInt64($0) }), nonce > 1_000 else { return whenCaptured }
        return UInt64(Int64(nonce) + Int64(((ages[test.name] ?? 0) * 1e9).rounded()))
    }

    @Test("51 requests are here, and every named deviation is one of them")
    func vectors() {
        let names = Set(Self.cases.map(\.name))
        #expect(names.count == 51)
        #expect(names.isSuperset(of: Self.ages.keys))
        #expect(names.isSuperset(of: Self.stricter.keys))
        #expect(names.isSuperset(of: Self.clearerText.keys))
    }

    @Test("Our signed text is the SDK's, and its signatures verify as it said", arguments: cases)
    func signature(_ test: SynapseVectors.Case) throws {
        guard let valid = test.signatureValid, let signed = test.signed, let request = test.request else { return }
        let headers = SynapseHeaders(request.fields)
        let hotkey = try AccountID(ss58: try #require(headers.dendrite.hotkey))
        let signature = try #require(headers.dendrite.signature.flatMap { Signature(hex: $0) })
        #expect(hotkey.verifies(signature, over: Array(signed.utf8)) == valid)
        guard let nonce = UInt64(headers.dendrite.nonce ?? ""), let uuid = headers.dendrite.uuid,
            let bodyHash = headers.bodyHash
        else { return }
        let miner = try #require(SynapseVectors.shared?.miner)
        let ours = SynapseSignature.message(
            nonce: nonce, dendrite: hotkey.ss58, axon: try AccountID(ss58: miner).ss58, uuid: uuid, bodyHash: bodyHash)
        #expect(ours == signed)
    }

    @Test(
        "Replayed in order on one connection, each gets Python's status, text and headers unless we are stricter"
    )
    func replay() async throws {
        let people = try People()
        let vectors = try #require(SynapseVectors.shared)
        #expect(people.bob.account.ss58 == vectors.miner)
        let clock = SettableClock(0)
        let standing = Standings(refused: [try AccountID(ss58: vectors.blacklisted): "Not enough stake"])
        try await RunningAxon.serve(
            as: people.bob, standing: standing, routes: [.allocate, .specs], clock: clock.reading
        ) { port in
            try await RawConnection.open(port) { connection in
                for test in Self.cases {
                    let request = try #require(test.request)
                    clock.now = Self.arrival(test)
                    try await connection.send(request.bytes)
                    let answer = try await connection.answer()
                    Self.compare(answer, with: test)
                }
            }
        }
    }

    private static func compare(_ answer: RawConnection.Answer, with test: SynapseVectors.Case) {
        guard let request = test.request, let python = test.response else { return }
        let status = stricter[test.name] ?? python.status
        #expect(answer.status == status, "\(test.name): \(answer.text)")
        guard stricter[test.name] == nil, answer.status == status else { return }
        #expect(answer.headers["content-type"] == "application/json", "\(test.name)")
        compareHeaders(answer, python: python, request: request, name: test.name)
        if status == 200 {
            compareBody(answer, python: python, name: test.name)
        } else {
            compareError(answer, python: python, name: test.name)
        }
    }

    /// Every header of the Python answer is there, unless it repeats one that this request did not have.
    private static func compareHeaders(
        _ answer: RawConnection.Answer, python: SynapseVectors.Message, request: SynapseVectors.Message, name: String
    ) {
        let ofServer: Set = ["date", "server", "content-length", "allow"]
        let echoes: Set = ["bt_header_axon_ip", "bt_header_axon_port", "bt_header_axon_hotkey"]
        var needed = python.names.subtracting(ofServer).filter { header in
            !(header.hasPrefix("bt_header_dendrite_") || echoes.contains(header)) || request.names.contains(header)
        }
        let signing: Set = [
            "bt_header_axon_version", "bt_header_axon_nonce", "bt_header_axon_uuid", "bt_header_axon_signature",
        ]
        // Without a caller's address there is nobody to sign an error for.
        let hotkey = SynapseHeaders(request.fields).dendrite.hotkey
        if (try? AccountID(ss58: hotkey ?? "")) == nil { needed.subtract(signing) }
        #expect(needed.subtracting(answer.headers.keys).isEmpty, "\(name)")
        // Python repeats what it made of headers and body together, we what the headers say, where it makes sense.
        let ours: Set = [
            "name", "timeout", "total_size", "header_size", "bt_header_dendrite_version", "bt_header_axon_process_time",
            "bt_header_axon_status_message",
        ]
        // In errors Python puts the connection's address and the receiver that the caller named.
        let ofErrors: Set = ["bt_header_dendrite_ip", "bt_header_axon_hotkey"]
        let compared = needed.subtracting(signing).subtracting(ours).subtracting(python.status == 200 ? [] : ofErrors)
        for pair in python.headers where pair.count == 2 && compared.contains(pair[0].lowercased()) {
            #expect(answer.headers[pair[0].lowercased()] == pair[1], "\(name): \(pair[0])")
        }
    }

    private static func compareBody(_ answer: RawConnection.Answer, python: SynapseVectors.Message, name: String) {
        guard let ours = try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any],
            let theirs = try? JSONSerialization.jsonObject(with: Data(python.body.utf8)) as? [String: Any],
            let axon = ours["axon"] as? [String: Any]
        else {
            Issue.record("\(name): the answer is no JSON object: \(answer.text)")
            return
        }
        #expect(Set(theirs.keys).subtracting(ours.keys).isEmpty, "\(name)")
        #expect(axon["status_code"] as? Int == 200, "\(name)")
        for key in ["timeline", "timeout", "docker_change"] {
            #expect((ours[key] as? NSNumber) == (theirs[key] as? NSNumber), "\(name): \(key)")
        }
        for key in ["name", "public_key"] where theirs[key] != nil {
            #expect(ours[key] as? String == theirs[key] as? String, "\(name): \(key)")
        }
    }

    private static func compareError(_ answer: RawConnection.Answer, python: SynapseVectors.Message, name: String) {
        let theirs = text(python.body)
        let ours = text(answer.text)
        if let clearer = clearerText[name] {
            #expect(ours == clearer)
        } else if python.status == 500 {
            #expect(ours?.hasPrefix("Internal Server Error #") == true, "\(name): \(answer.text)")
        } else if python.status == 422 {
            #expect(answer.text.hasPrefix(#"{"detail":[{"type":"json_invalid","loc":["body""#), "\(answer.text)")
        } else {
            #expect(ours == theirs?.replacing(", 'Hashed'", with: ""), "\(name)")
        }
        if let shown = answer.headers["bt_header_axon_status_message"] { #expect(shown == ours, "\(name)") }
    }

    private static func text(_ body: String) -> String? {
        let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
        return object?["message"] as? String ?? object?["detail"] as? String
    }

    @Test("An error answer carries the axon's signature over the SDK's text")
    func signedError() async throws {
        let people = try People()
        let now = systemWireClock()
        let request = SignedRequest(from: people.alice, to: people.charlie.account, nonce: now)
        let answer = try await RunningAxon.serve(as: people.bob, routes: []) { port in
            var ping = request
            ping.target = "/Synapse"
            return try await RawConnection.exchange(port, ping.bytes)
        }
        #expect(answer.status == 401)
        let nonce = try #require(UInt64(answer.headers["bt_header_axon_nonce"] ?? ""))
        let uuid = try #require(answer.headers["bt_header_axon_uuid"])
        let signature = try #require(Signature(hex: answer.headers["bt_header_axon_signature"] ?? ""))
        let text = SynapseSignature.answer(
            nonce: nonce, dendrite: people.alice.account.ss58, axon: people.bob.account, uuid: uuid)
        #expect(people.bob.account.verifies(signature, over: Array(text.utf8)))
        #expect(answer.headers["bt_header_axon_version"] == "190")
    }
}
