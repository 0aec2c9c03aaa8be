package import AsyncHTTPClient
import Foundation
import HTTPTypes
import JSON
package import Keys
package import Market
import NIOCore
import NIOHTTP1
import Timing

/// A neuron's client: asks axons, signing each request and its body.
package final class Dendrite: Sendable {
    private let keypair: Keypair
    private let address: String
    private let http: HTTPClient
    private let ip: String
    private let tickets: SenderTickets

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
        address = keypair.account.ss58
        self.http = http
        self.ip = ip
        tickets = SenderTickets(clock: clock)
    }

    /// What `target` answers to `message` within `timeout`.
    package func call<M: WireMessage>(
        _ name: String, _ message: M, to target: AxonTarget, timeout: Duration
    ) async -> DendriteOutcome<M> {
        let ticket = tickets.take()
        defer { tickets.giveBack(ticket) }
        let (call, body) = sign(name, message, for: target, as: ticket, timeout: timeout)
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
            return DendriteOutcome(of: error)
        }
    }

    /// What each of `targets` answers, in their order; at most `parallel` are asked at a time.
    package func callAll<M: WireMessage>(
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
        _ name: String, _ message: some WireMessage, for target: AxonTarget, as ticket: SenderTickets.Ticket,
        timeout: Duration
    ) -> (SignedCall, [UInt8]) {
        let (uuid, nonce) = (ticket.uuid, ticket.nonce)
        let address = target.hotkey.ss58
        let text = SynapseSignature.message(
            nonce: nonce, dendrite: self.address, axon: address, uuid: uuid, bodyHash: SynapseSignature.emptyBodyHash)
        var dendrite = SynapseHalf()
        dendrite.ip = ip
        dendrite.version = "\(Self.version)"
        dendrite.nonce = "\(nonce)"
        dendrite.uuid = uuid
        dendrite.hotkey = self.address
        dendrite.signature = keypair.sign(Array(text.utf8)).hex
        var axon = SynapseHalf()
        axon.ip = target.ip
        axon.port = "\(target.port)"
        axon.hotkey = address
        let seconds = Double(timeout.components.seconds) + Double(timeout.components.attoseconds) / 1e18
        let frame = SynapseFrame(
            name: name, timeout: seconds, totalSize: 0, headerSize: 0, dendrite: dendrite.terminal,
            axon: axon.terminal)
        let body = frame.encode(message)
        var fields = Btauth.sign(
            method: "POST", target: "/\(name)", body: body, nonce: nonce, keypair: keypair, receiver: target.hotkey)
        func add(_ name: HTTPField.Name, _ value: String) { fields.append(HTTPField(name: name, value: value)) }
        add(.contentType, "application/json")
        add(HeaderName.name, name)
        add(HeaderName.timeout, "\(seconds)")
        for (member, header) in HeaderName.axon { axon[member].map { add(header, $0) } }
        for (member, header) in HeaderName.dendrite { dendrite[member].map { add(header, $0) } }
        add(HeaderName.headerSize, "0")
        add(HeaderName.totalSize, "\(body.count)")
        add(HeaderName.bodyHash, SynapseSignature.emptyBodyHash)
        return (SignedCall(fields: fields, nonce: nonce), body)
    }

    private func read<M: WireMessage>(
        status: Int, body: [UInt8], signature: String?, call: SignedCall, target: AxonTarget
    ) -> DendriteOutcome<M> {
        if let signature {
            let payload = AnswerSignature.payload(
                status: status, nonce: call.nonce, body: body, axon: target.hotkey.ss58, caller: address)
            guard let signed = Signature(hex: signature), target.hotkey.verifies(signed, over: payload) else {
                return .badAnswer("the answer's signature is not the axon's")
            }
        }
        guard status == 200 else {
            let text = (try? JSONValue.parse(body))?["message"]?.text ?? ""
            let message = String(text.unicodeScalars.filter { $0.value >= 32 }.prefix(500).map(Character.init))
            return status == 403 ? .blacklisted(reason: message) : .refused(status: status, message: message)
        }
        do {
            return .answered(try M(json: try JSONValue.parse(body)), signed: signature != nil)
        } catch {
            return .badAnswer("the answer is not what this message expects")
        }
    }
}
