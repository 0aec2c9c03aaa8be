import Keys

/// The `uuid` of a dendrite or axon object.
package enum SenderID {
    /// A fresh version-8 UUID: opaque to Python, and to our axons the promise that the body is signed, too.
    package static func bodySigning() -> String {
        make(version: 8)
    }

    /// A fresh version-4 UUID.
    package static func random() -> String {
        make(version: 4)
    }

    /// Whether `uuid` promises a signed body: a stripped btauth signature is noticed without remembering the sender.
    package static func promisesSignedBody(_ uuid: String) -> Bool {
        let text = Array(uuid.utf8)
        return text.count == 36 && text[14] == UInt8(ascii: "8")
    }

    private static func make(version: UInt8) -> String {
        var bytes = SecureRandom.bytes(16)
        bytes[6] = bytes[6] & 0x0f | version << 4
        bytes[8] = bytes[8] & 0x3f | 0x80
        let hex = Array(Hex.encode(bytes))
        let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return cuts.map { String(hex[$0]) }.joined(separator: "-")
    }
}
