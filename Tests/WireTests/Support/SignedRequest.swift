import HTTPTypes
import Keys
import Wire

/// A request as the SDK's Dendrite signs it, or with `btauth` as ours does; every part may be spoiled afterwards.
struct SignedRequest: Sendable {
    /// A version-1 UUID as the 9.0.0 SDK makes them.
    static let pythonUUID = "3d2c9e20-e563-11f1-a417-02fc00000001"

    var method = "POST"
    var target = "/Allocate"
    var fields: HTTPFields
    var body: [UInt8]

    init(
        from caller: Keypair, to axon: AccountID, nonce: UInt64, uuid: String = pythonUUID, body: String = "{}",
        target: String = "/Allocate", btauth: Bool = false, bodyHash: String = SynapseSignature.emptyBodyHash
    ) {
        self.body = Array(body.utf8)
        self.target = target
        let text = SynapseSignature.message(
            nonce: nonce, dendrite: caller.account.ss58, axon: axon.ss58, uuid: uuid, bodyHash: bodyHash)
        fields =
            btauth
            ? Btauth.sign(
                method: "POST", target: target, body: self.body, nonce: nonce, keypair: caller, receiver: axon)
            : HTTPFields()
        fields[.contentType] = "application/json"
        fields[HeaderName.name] = "Allocate"
        fields[HeaderName.timeout] = "12.0"
        fields[HeaderName.terminal(.dendrite, "nonce")] = "\(nonce)"
        fields[HeaderName.terminal(.dendrite, "uuid")] = uuid
        fields[HeaderName.terminal(.dendrite, "hotkey")] = caller.account.ss58
        fields[HeaderName.terminal(.dendrite, "version")] = "9000000"
        fields[HeaderName.terminal(.dendrite, "signature")] = caller.sign(Array(text.utf8)).hex
        fields[HeaderName.bodyHash] = bodyHash
    }

    /// What a gatekeeper is shown of it.
    var asked: Gatekeeper.Request {
        Gatekeeper.Request(method: method, target: target, fields: fields, body: body)
    }

    /// The request on the wire; the length is that of the body.
    var bytes: [UInt8] {
        let head =
            ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1", "Content-Length: \(body.count)"]
            + fields.map { "\($0.name.rawName): \($0.value)" }
        return Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
    }
}
