import HTTPTypes
import Hummingbird
import JSON
import Keys
import NIOCore

/// Writes an axon's answers: status, Synapse headers, body, and the signatures that belong to them.
struct AxonAnswerWriter: Sendable {
    let keypair: Keypair
    /// The axon's own uuid, for signed errors.
    let uuid: String
    let version: Int
    let clock: WireClock

    /// The message with its output, status 200; signed when the caller signed its body.
    func success(
        _ encode: @Sendable (SynapseFrame) -> [UInt8], name: String, to headers: SynapseHeaders, caller: Caller,
        bodySize: Int, started: UInt64
    ) -> Response {
        var axon = headers.axon.terminal
        axon.statusCode = 200
        axon.statusMessage = "Success"
        axon.processTime = elapsed(since: started)
        let size = Int(headers.totalSize ?? "") ?? bodySize
        let frame = SynapseFrame(
            name: name, timeout: caller.timeout, totalSize: size, headerSize: 0,
            dendrite: headers.dendrite.terminal, axon: axon)
        let body = encode(frame)
        var fields = echo(
            headers, name: name, status: 200, text: "Success", processTime: axon.processTime, totalSize: "\(body.count)"
        )
        sign(&fields, status: 200, body: body, for: caller)
        return Response(status: .ok, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// An error in the Synapse form; an axon's nonce and signature go with it when somebody can check them.
    func refusal(
        _ refusal: AxonRefusal, to headers: SynapseHeaders, started: UInt64, caller: Caller? = nil
    ) -> Response {
        if refusal.isPlain { return plain(refusal) }
        let body = JSONValue.object(["message": .text(refusal.message)]).serialized
        var fields = echo(
            headers, name: headers.name ?? "Synapse", status: refusal.status, text: refusal.message,
            processTime: elapsed(since: started), totalSize: headers.totalSize ?? "0")
        // Never over a stranger's text: only an address is put into what is signed.
        if let caller = headers.dendrite.hotkey.flatMap({ try? AccountID(ss58: $0) }), refusal.status != 404 {
            let nonce = clock()
            let text = SynapseSignature.answer(nonce: nonce, dendrite: caller.ss58, axon: keypair.account, uuid: uuid)
            fields[HeaderName.terminal(.axon, "version")] = "\(version)"
            fields[HeaderName.terminal(.axon, "nonce")] = "\(nonce)"
            fields[HeaderName.terminal(.axon, "uuid")] = uuid
            fields[HeaderName.terminal(.axon, "hotkey")] = keypair.account.ss58
            fields[HeaderName.terminal(.axon, "signature")] = keypair.sign(Array(text.utf8)).hex
        }
        if let caller { sign(&fields, status: refusal.status, body: body, for: caller) }
        return Response(
            status: .init(code: refusal.status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// An error in FastAPI's form, which the Python axon uses before a request is one of its messages.
    func plain(_ refusal: AxonRefusal) -> Response {
        var fields: HTTPFields = [.contentType: "application/json"]
        if refusal == .methodNotAllowed { fields[.allow] = "POST, GET" }
        let text = JSONValue.text(refusal.message).serializedText
        let detail = refusal == .malformedJSON ? #"[{"type":"json_invalid","loc":["body"],"msg":\#(text)}]"# : text
        return Response(
            status: .init(code: refusal.status), headers: fields,
            body: .init(byteBuffer: ByteBuffer(string: #"{"detail":\#(detail)}"#)))
    }

    private func echo(
        _ headers: SynapseHeaders, name: String, status: Int, text: String, processTime: Double?, totalSize: String
    ) -> HTTPFields {
        var fields = HTTPFields()
        fields.reserveCapacity(24)
        // Each name once: appending does not look for what is there already.
        func add(_ name: HTTPField.Name, _ value: String) { fields.append(HTTPField(name: name, value: value)) }
        add(.contentType, "application/json")
        add(HeaderName.name, name)
        add(HeaderName.timeout, headers.timeout ?? "12.0")
        add(HeaderName.axonStatusCode, "\(status)")
        add(HeaderName.axonStatusMessage, text)
        add(HeaderName.axonProcessTime, "\(processTime ?? 0)")
        for (member, header) in HeaderName.axon where [.ip, .port, .hotkey].contains(member) {
            if let value = headers.axon[member] { add(header, value) }
        }
        for (member, header) in HeaderName.dendrite {
            if let value = headers.dendrite[member] { add(header, value) }
        }
        add(HeaderName.headerSize, headers.headerSize ?? "0")
        add(HeaderName.totalSize, totalSize)
        add(HeaderName.bodyHash, SynapseSignature.emptyBodyHash)
        return fields
    }

    private func sign(_ fields: inout HTTPFields, status: Int, body: [UInt8], for caller: Caller) {
        guard caller.signedBody else { return }
        let payload = AnswerSignature.payload(
            status: status, nonce: caller.nonce, body: body, axon: keypair.account.ss58, caller: caller.hotkey.ss58)
        fields[HeaderName.answerSignature] = keypair.sign(payload).hex
    }

    private func elapsed(since started: UInt64) -> Double {
        let now = clock()
        return now > started ? Double(now - started) / 1e9 : 0
    }
}
