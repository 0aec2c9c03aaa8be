import Foundation
import HTTPTypes
import JSON
import Keys
import Market
import Wire

/// Spoils good requests in ways that repeat with the seed.
struct RequestMutator {
    /// A request, and whether the table of answers allows 500 for it.
    struct Mutant {
        let bytes: [UInt8]
        /// False where nothing that was changed may count as an error of the axon's.
        let mayFail: Bool
        /// False where the connection may be unusable afterwards.
        let isFramed: Bool
    }

    private var state: UInt64
    private let caller: Keypair
    private let axon: AccountID
    private let uuid = SenderID.random()
    private let signedUUID = SenderID.bodySigning()
    private let clock: WireClock
    private var nonce: UInt64 = 0

    init(seed: UInt64, caller: Keypair, axon: AccountID, clock: @escaping WireClock = systemWireClock) {
        state = seed
        self.clock = clock
        self.caller = caller
        self.axon = axon
    }

    mutating func next() -> Mutant {
        switch below(10) {
        case 0: return Mutant(bytes: garbage(), mayFail: true, isFramed: false)
        case 1: return Mutant(bytes: damaged(good().bytes), mayFail: true, isFramed: false)
        case 2...5: return spoiledHeaders()
        case 6...8: return spoiledBody()
        default: return Mutant(bytes: good().bytes, mayFail: false, isFramed: true)
        }
    }

    /// A request that nothing is wrong with.
    mutating func good(body: String = #"{"timeline":1}"#) -> SignedRequest {
        nonce = max(clock(), nonce + 1)
        let isSigned = below(2) == 0
        return SignedRequest(
            from: caller, to: axon, nonce: nonce, uuid: isSigned ? signedUUID : uuid, body: body, btauth: isSigned)
    }

    private mutating func spoiledHeaders() -> Mutant {
        var request = good()
        for _ in 0...below(3) {
            let fields = request.fields
            guard let victim = fields.dropFirst(below(fields.count)).first else { continue }
            switch below(5) {
            case 0: request.fields[victim.name] = nil
            case 1: request.fields[victim.name] = text()
            case 2: request.fields.append(HTTPField(name: victim.name, value: text()))
            case 3: request.fields[victim.name] = String(victim.value.dropLast(below(8)))
            default: request.fields[victim.name] = victim.value + text()
            }
        }
        if below(20) == 0 { request.method = ["GET", "PUT", "get", "OPTIONS"][below(4)] }
        if below(20) == 0 { request.target = "/" + String(text().filter { $0.isASCII && $0 != " " }) }
        let nonceIsNumber = request.fields[HeaderName.terminal(.dendrite, "nonce")].map { UInt64($0) != nil } ?? true
        let timeout = request.fields[HeaderName.timeout].map { Double($0)?.isFinite ?? false } ?? true
        return Mutant(bytes: request.bytes, mayFail: !nonceIsNumber || !timeout, isFramed: true)
    }

    private mutating func spoiledBody() -> Mutant {
        let values = [
            "null", "true", "1", "-1", "1.5", "1e999", "99999999999999999999", "\"x\"", "[]", "{}", "[[[[{}]]]]",
            "\"\\u0000\"",
            "{\"a\":", String(repeating: "[", count: 600), "\"" + String(repeating: "y", count: 3_000) + "\"", "",
            "\u{0}",
        ]
        let keys = [
            "timeline", "device_requirement", "checking", "output", "public_key", "docker_requirement", "docker_change",
            "docker_action", "name", "dendrite", "axon", "x",
        ]
        let members = (0...below(4)).map { _ in "\"\(keys[below(keys.count)])\":\(values[below(values.count)])" }
        var body = Array("{\(members.joined(separator: ","))}".utf8)
        if below(3) == 0 { body = damaged(body) }
        let request = good(body: String(decoding: body, as: UTF8.self))
        let mayFail = (try? Allocate(json: JSONValue.parse(request.body))) == nil
        return Mutant(bytes: request.bytes, mayFail: mayFail, isFramed: true)
    }

    /// `bytes` with some of them changed, left out, doubled, or cut off.
    private mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...below(6) where !bytes.isEmpty {
            let place = below(bytes.count)
            switch below(5) {
            case 0: bytes[place] = UInt8(below(256))
            case 1: bytes[place] ^= 1 << UInt8(below(8))
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(UInt8(below(256)), at: place)
            default: if below(4) == 0 { bytes.removeLast(bytes.count - place) }
            }
        }
        return bytes
    }

    private mutating func garbage() -> [UInt8] {
        let starts = [
            "", "POST /Allocate HTTP/1.1\r\n", "\r\n\r\n", "PRI * HTTP/2.0\r\n\r\n", "GET", "\u{16}\u{3}\u{1}",
        ]
        let start = Array(starts[below(starts.count)].utf8)
        return start + (0...below(400)).map { _ in UInt8(below(256)) }
    }

    /// A header's value that could surprise somebody.
    private mutating func text() -> String {
        let texts = [
            "", "0", "-1", "18446744073709551615", "18446744073709551616", "1e400", "nan", "inf", "None", "\t", "0x",
            "true",
            "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "5Fbad", "../../etc", "%00", "' OR 1=1", "{}",
            "9000000",
            String(repeating: "A", count: 2_000), String(repeating: "9", count: 300), "gr\u{fc}n", "\u{1f600}", "a, b",
        ]
        return texts[below(texts.count)]
    }

    /// A number from 0 up to `bound`, exclusive (SplitMix64).
    private mutating func below(_ bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        mixed ^= mixed >> 31
        return Int(mixed % UInt64(max(1, bound)))
    }
}
