import Crypto
import Foundation
import HTTPTypes
import JSON
import Keys

/// A header `Idempotency-Key` with what it is about: who asks for what.
struct RequestKey: Sendable, Equatable {
    /// Under which the request is claimed: the same for the same key of the same client at the same endpoint.
    let name: String
    /// The same for requests that ask for the same.
    let fingerprint: String

    static let header = HTTPField.Name("Idempotency-Key")
    static let field = "Idempotency-Key"

    /// The key of a request for `meaning` at the endpoint `path`; nil when it carries none.
    ///
    /// - Parameters:
    ///   - client: Who asks, "" where that is not known; clients do not share keys.
    ///   - meaning: What is asked for, wherever in the request it stood.
    /// - Throws: ``APIProblem`` 422 unless the key is 1 to 255 printable ASCII characters.
    init?(_ fields: HTTPFields, path: String, client: String, meaning: JSONValue) throws(APIProblem) {
        guard let header = Self.header, let key = fields[header] else { return nil }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else {
            throw .validation([(Self.field, "Key should have 1 to 255 printable ASCII characters")])
        }
        // A subject may hold any character: a list of texts cannot be read in two ways.
        let scope = JSONValue.list([.text(path), .text(client), .text(key)])
        name = Hex.encode(SHA256.hash(data: Data(scope.serialized)))
        fingerprint = Hex.encode(SHA256.hash(data: Data(JSONValue.list([.text(path), meaning]).serialized)))
    }
}
