package import AsyncHTTPClient
import Foundation
import HTTPTypes
package import Keys
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Timing

/// A neuron's client: asks axons, signing each request and its body.
package final class Dendrite: Sendable {
    private let keypair: Keypair
    private let http: HTTPClient
    private let clock: WireClock
    private let ip: String
    /// The uuids that no call is using now. Nonces must increase per uuid, and calls made at the same time may arrive in
    /// any order: each has a uuid of its own while it lasts.
    private let idleIDs = Mutex<[String]>([])
    private let lastNonce = Mutex<UInt64>(0)

    /// Bytes of an answer, at most.
    static let answerLimit = 1 << 20
    /// The dendrite version of the Synapse protocol that we speak: bittensor 9.0.0 as 9*10^6.
    static let version = 9_000_000

    /// - Parameters:
    ///   - keypair: The hotkey that signs.
    ///   - ip: Our own address as told to axons; no decision hangs on it.
    package init(
        keypair: Keypair, http: HTTPClient, ip: String = "0.0.0.0", clock: @escaping WireClock = systemWireClock
    ) {
        self.keypair = keypair
        self.http = http
        self.ip = ip
        self.clock = clock
    }

    /// What `target` answers to `message` within `timeout`.
    package func call<M: Codable & Sendable>(
        _ name: String, _ message: M, to target: AxonTarget, timeout: Duration
    ) async -> DendriteOutcome<M> {
        let body: Data
        let call: SignedCall
        let uuid = idleIDs.withLock { $0.popLast() } ?? SenderID.bodySigning()
        defer { idleIDs.withLock { $0.append(uuid) } }
        do {
            (call, body) = try sign(name, message, for: target, uuid: uuid, timeout: timeout)
        } catch {
            return .badAnswer("the request cannot be written")
        }
        var request = HTTPClientRequest(url: "http://\(target.authority)/\(name)")
        request.method = .POST
        for field in call.fields { request.headers.add(name: field.name.rawName, value: field.value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        let asked = request
        do {
            let (status, fields, bytes) = try await TimeLimit.run(timeout) { [http] in
                let response = try await http.execute(asked, deadline: .distantFuture)
                let bytes = try await response.body.collect(upTo: Self.answerLimit)
                return (Int(response.status.code), response.headers, Array(bytes.readableBytesView))
            }
            let signature = fields.first(name: HeaderName.answerSignature.rawName)
            return read(status: status, body: bytes, signature: signature, call: call, target: target)
        } catch {
            return Self.outcome(of: error)
        }
    }

    /// What each of `targets` answers, in their order; at most `parallel` are asked at a time.
    package func callAll<M: Codable & Sendable>(
        _ name: String, _ message: M, to targets: [AxonTarget], timeout: Duration, parallel: Int = 64
    ) async -> [DendriteOutcome<M>] {
        await withTaskGroup(of: (Int, DendriteOutcome<M>).self) { group in
            var outcomes = [DendriteOutcome<M>?](repeating: nil, count: targets.count)
            var coming = targets.indices.makeIterator()
            func askNext() {
                guard let index = coming.next() else { return }
                group.addTask { (index, await self.call(name, message, to: targets[index], timeout: timeout)) }
            }
            for _ in 0..<max(1, parallel) { askNext() }
            for await (index, outcome) in group {
                outcomes[index] = outcome
                askNext()
            }
            return outcomes.map { $0 ?? .timedOut }
        }
    }

    private struct SignedCall {
        let fields: HTTPFields
        let nonce: UInt64
    }

    private func sign(
        _ name: String, _ message: some Encodable, for target: AxonTarget, uuid: String, timeout: Duration
    ) throws -> (SignedCall, Data) {
        let nonce = lastNonce.withLock { last in
            last = max(clock(), last + 1)
            return last
        }
        let text = SynapseSignature.message(
            nonce: nonce, dendrite: keypair.account.ss58, axon: target.hotkey, uuid: uuid,
            bodyHash: SynapseSignature.emptyBodyHash)
        var dendrite = Terminal()
        dendrite.ip = ip
        dendrite.version = Self.version
        dendrite.nonce = nonce
        dendrite.uuid = uuid
        dendrite.hotkey = keypair.account.ss58
        dendrite.signature = keypair.sign(Array(text.utf8)).hex
        var axon = Terminal()
        axon.ip = target.ip
        axon.port = target.port
        axon.hotkey = target.hotkey.ss58
        let seconds = Double(timeout.components.seconds) + Double(timeout.components.attoseconds) / 1e18
        let frame = SynapseFrame(
            name: name, timeout: seconds, totalSize: 0, headerSize: 0, dendrite: dendrite, axon: axon)
        let body = try frame.encode(message)
        var fields = Btauth.sign(
            method: "POST", target: "/\(name)", body: body, nonce: nonce, keypair: keypair, receiver: target.hotkey)
        fields[.contentType] = "application/json"
        fields[HeaderName.name] = name
        fields[HeaderName.timeout] = "\(seconds)"
        fields[HeaderName.terminal(.axon, "ip")] = target.ip
        fields[HeaderName.terminal(.axon, "port")] = "\(target.port)"
        fields[HeaderName.terminal(.axon, "hotkey")] = target.hotkey.ss58
        fields[HeaderName.terminal(.dendrite, "ip")] = ip
        fields[HeaderName.terminal(.dendrite, "version")] = "\(Self.version)"
        fields[HeaderName.terminal(.dendrite, "nonce")] = "\(nonce)"
        fields[HeaderName.terminal(.dendrite, "uuid")] = uuid
        fields[HeaderName.terminal(.dendrite, "hotkey")] = keypair.account.ss58
        fields[HeaderName.terminal(.dendrite, "signature")] = dendrite.signature
        fields[HeaderName.headerSize] = "0"
        fields[HeaderName.totalSize] = "\(body.count)"
        fields[HeaderName.bodyHash] = SynapseSignature.emptyBodyHash
        return (SignedCall(fields: fields, nonce: nonce), body)
    }

    private func read<M: Decodable & Sendable>(
        status: Int, body: [UInt8], signature: String?, call: SignedCall, target: AxonTarget
    ) -> DendriteOutcome<M> {
        if let signature {
            let payload = AnswerSignature.payload(
                status: status, nonce: call.nonce, body: body, axon: target.hotkey.ss58, caller: keypair.account.ss58)
            guard let signed = Signature(hex: signature), target.hotkey.verifies(signed, over: payload) else {
                return .badAnswer("the answer's signature is not the axon's")
            }
        }
        guard status == 200 else {
            let text = (try? JSONDecoder().decode(ErrorBody.self, from: Data(body)))?.message ?? ""
            let message = String(text.unicodeScalars.filter { $0.value >= 32 }.prefix(500).map(Character.init))
            return status == 403 ? .blacklisted(reason: message) : .refused(status: status, message: message)
        }
        do {
            return .answered(try JSONDecoder().decode(M.self, from: Data(body)), signed: signature != nil)
        } catch {
            return .badAnswer("the answer is not what this message expects")
        }
    }

    private struct ErrorBody: Decodable {
        let message: String?
    }

    private static func outcome<M>(of error: any Error) -> DendriteOutcome<M> {
        switch error {
        case is TimeLimit.Exceeded, is CancellationError: .timedOut
        case is NIOConnectionError: .unreachable("no connection")
        // Waiting for a turn in the client's own pool counts, too: nothing was sent.
        case let error as HTTPClientError where error == .connectTimeout || error == .getConnectionFromPoolTimeout:
            .unreachable("no connection in time")
        case let error as IOError where error.errnoCode == ECONNREFUSED: .unreachable("connection refused")
        case is NIOTooManyBytesError: .badAnswer("the answer is too long")
        default: .badAnswer("the connection broke: \("\(error)".prefix(100))")
        }
    }
}
