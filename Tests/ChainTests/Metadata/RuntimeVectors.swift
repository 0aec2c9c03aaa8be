import Foundation

/// `Vectors/runtime-api.json`, `calls.json` and `storage.json`: what the SDKs read in the metadata of spec 343.
enum RuntimeVectors {
    struct Named: Decodable, Equatable {
        var name: String
        var type: String
    }

    struct APIs: Decodable {
        struct API: Decodable {
            var api: String
            var methods: [Method]
        }

        struct Method: Decodable {
            var name: String
            var inputs: [Named]
            var output: String
        }

        var structs: [String: [Named]]
        var runtimeAPIs: [API]

        enum CodingKeys: String, CodingKey {
            case structs
            case runtimeAPIs = "runtime_apis"
        }
    }

    struct Calls: Decodable {
        struct Call: Decodable {
            struct Argument: Decodable {
                var name: String
                var type: String
                var declared: String
            }

            var pallet: String
            var palletIndex: UInt8
            var call: String
            var callIndex: UInt8
            var args: [Argument]

            enum CodingKeys: String, CodingKey {
                case pallet
                case palletIndex = "pallet_index"
                case call
                case callIndex = "call_index"
                case args
            }
        }

        var calls: [Call]
    }

    struct Layout: Decodable {
        struct Field: Decodable {
            var index: Int
            var name: String
            var type: String
        }

        var fields: [Field]
        var metagraphFields: [Named]

        enum CodingKeys: String, CodingKey {
            case fields
            case metagraphFields = "metagraph_fields"
        }
    }

    struct Storage: Decodable {
        struct Item: Decodable {
            enum Parameter: Decodable {
                case number(UInt64)
                case hex(String)

                init(from decoder: any Decoder) throws {
                    let container = try decoder.singleValueContainer()
                    if let number = try? container.decode(UInt64.self) {
                        self = .number(number)
                    } else {
                        self = .hex(try container.decode(String.self))
                    }
                }
            }

            var pallet: String
            var item: String
            var palletPrefix: String
            var itemPrefix: String
            var modifier: String
            var fallback: String
            var kind: String
            var hashers: [String]
            var keyTypes: [String]
            var valueType: String
            var exampleParams: [Parameter]?
            var exampleKey: String

            enum CodingKeys: String, CodingKey {
                case pallet
                case item
                case palletPrefix = "pallet_prefix"
                case itemPrefix = "item_prefix"
                case modifier
                case fallback = "default"
                case kind
                case hashers
                case keyTypes = "key_types"
                case valueType = "value_type"
                case exampleParams = "example_params"
                case exampleKey = "example_key"
            }
        }

        var items: [Item]
    }

    static func load<T: Decodable>(_ name: String, as type: T.Type) throws -> T {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent("Vectors/\(name)")))
    }
}
