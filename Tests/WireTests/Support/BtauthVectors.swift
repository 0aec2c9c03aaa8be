import Foundation
import HTTPTypes
import Testing

/// `Vectors/btauth.json`: requests signed and judged by `http_auth` of bittensor 11.3.0.
struct BtauthVectors: Decodable {
    struct Payload: Decodable, CustomTestStringConvertible {
        let name: String
        let scheme: String
        let method: String
        let path: String
        let body: String
        let nonce: UInt64
        let sender: String
        let receiver: String?
        let text: String
        let hex: String

        enum CodingKeys: String, CodingKey {
            case name
            case scheme
            case method
            case path
            case body
            case nonce = "nonce_ns"
            case sender = "sender_ss58"
            case receiver = "receiver_ss58"
            case text = "payload_utf8"
            case hex = "payload_hex"
        }

        var testDescription: String { name }
    }

    struct Request: Decodable, CustomTestStringConvertible {
        let name: String
        let method: String
        let path: String
        let body: String
        let headers: [String: String]
        let receiver: String
        let now: UInt64
        let valid: Bool
        let errorClass: String?
        let requiresReceiver: Bool?
        let maxAge: Double?
        let caller: Caller?

        struct Caller: Decodable {
            let hotkey: String
            let nonce: UInt64

            enum CodingKeys: String, CodingKey {
                case hotkey
                case nonce = "nonce_ns"
            }
        }

        enum CodingKeys: String, CodingKey {
            case name
            case method
            case path
            case body = "body_hex"
            case headers
            case receiver = "self_hotkey"
            case now = "now_ns"
            case valid
            case errorClass = "error_class"
            case requiresReceiver = "require_receiver"
            case maxAge = "max_age"
            case caller
        }

        var testDescription: String { name }

        var fields: HTTPFields {
            var fields = HTTPFields()
            for (name, value) in headers {
                guard let name = HTTPField.Name(name) else { continue }
                fields.append(HTTPField(name: name, value: value))
            }
            return fields
        }
    }

    let payloads: [Payload]
    let requests: [Request]

    static let shared = VectorFile.read("btauth.json", as: BtauthVectors.self)
}
