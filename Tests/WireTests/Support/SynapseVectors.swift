import Foundation
import HTTPTypes
import Testing

/// `Vectors/synapse.json`: what a bittensor 9.0.0 Dendrite sent, and what a 9.0.0 Axon answered.
struct SynapseVectors: Decodable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let request: Message?
        let response: Message?
        let signed: String?
        /// Absent where the SDK itself could not say (an address that is none).
        let signatureValid: Bool?

        enum CodingKeys: String, CodingKey {
            case name
            case request
            case response
            case signed = "message_the_axon_checks"
            case signatureValid = "signature_valid_for_that_message"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            request = try container.decodeIfPresent(Message.self, forKey: .request)
            response = try container.decodeIfPresent(Message.self, forKey: .response)
            signed = try container.decodeIfPresent(String.self, forKey: .signed)
            signatureValid = try? container.decode(Bool.self, forKey: .signatureValid)
        }

        var testDescription: String { name }
    }

    /// One HTTP message as it was on the wire.
    struct Message: Decodable, Sendable {
        let line: String
        let headers: [[String]]
        let body: String

        var fields: HTTPFields {
            var fields = HTTPFields()
            for pair in headers where pair.count == 2 {
                guard let name = HTTPField.Name(pair[0]) else { continue }
                fields.append(HTTPField(name: name, value: pair[1]))
            }
            return fields
        }

        var names: Set<String> { Set(headers.compactMap { $0.first?.lowercased() }) }
        /// First and second word of a request's line.
        var method: String { line.split(separator: " ").first.map(String.init) ?? "" }
        var target: String { line.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
        /// The status of an answer.
        var status: Int { Int(target) ?? 0 }

        /// The request again, byte for byte but for the host.
        var bytes: [UInt8] {
            let head = [line] + headers.compactMap { $0.count == 2 ? "\($0[0]): \($0[1])" : nil }
            return Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
        }
    }

    let miner: String
    let validator: String
    let blacklisted: String
    let cases: [Case]

    enum CodingKeys: String, CodingKey {
        case miner = "miner_hotkey"
        case validator = "validator_hotkey"
        case blacklisted = "blacklisted_hotkey"
        case cases
    }

    static let shared = VectorFile.read("synapse.json", as: SynapseVectors.self)
}
