import Foundation
import Keys
import Market
import Testing

/// RSA public keys of which nobody has the private half: for renters who open no answer, since a pair takes long to make.
enum LoneKeys {
    /// One that nobody has used: a real key with other bytes in the middle of its modulus.
    static func fresh() throws -> String {
        let lines = try Renters.pair().publicPEM.split(separator: "\n").map(String.init)
        var der = try #require(Data(base64Encoded: lines.dropFirst().dropLast().joined()))
        // SubjectPublicKeyInfo of 2048 bits is 294 bytes, the modulus is at 33 to 288.
        der.replaceSubrange(128..<144, with: SecureRandom.bytes(16))
        let text = der.base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return [lines.first ?? "", text, lines.last ?? ""].joined(separator: "\n") + "\n"
    }
}
