import Foundation
import Keys
import Testing

@testable import Chain

@Suite(.enabled(if: Recorded.isPresent, "needs the recorded chain data"))
struct RecordedMetadataTests {
    @Test(
        "Recorded V14 metadata is read and written byte for byte",
        arguments: ["metadata-v14.hex", "metadata-v14-extended.hex"])
    func version14(name: String) throws {
        let bytes = try Recorded.hex(name)
        let metadata = try Metadata.decode(bytes)
        #expect(metadata.version == 14)
        #expect(metadata.encoded() == bytes)
        #expect(metadata.types.types.count > 500)
        #expect(metadata.addressType.map(metadata.types.name) == "MultiAddress<AccountId32, ()>")
        #expect(metadata.callType.map(metadata.types.name) == "RuntimeCall")
        #expect(metadata.signatureType.map(metadata.types.name) == "MultiSignature")
    }

    @Test(
        "Recorded V15 metadata is read and written byte for byte",
        arguments: ["metadata-v15.hex", "metadata-v15-extended.hex"])
    func version15(name: String) throws {
        let bytes = try Recorded.hex(name)
        let metadata = try #require(try Metadata.decode(apiAnswer: bytes))
        #expect(metadata.version == 15)
        #expect(metadata.apiAnswer() == bytes)
        #expect(metadata.addressType.map(metadata.types.name) == "MultiAddress<AccountId32, ()>")
        #expect(metadata.callType.map(metadata.types.name) == "RuntimeCall")
        #expect(
            metadata.outerEnums?.event
                == metadata.types.types.firstIndex { $0.path.last == "RuntimeEvent" }.map(UInt32.init))
        #expect(try Metadata.decode(metadata.encoded()) == metadata)
    }

    @Test("The structs of the runtime APIs are those of the SDK's tables")
    func structs() throws {
        let metadata = try Recorded.metadata()
        for (name, fields) in try RuntimeVectors.load("runtime-api.json", as: RuntimeVectors.APIs.self).structs {
            let candidates = metadata.types.types.filter { $0.path.last == name }.map { type in
                guard case .composite(let fields) = type.shape else { return [RuntimeVectors.Named]() }
                return fields.map { .init(name: $0.name ?? "", type: metadata.types.name($0.type)) }
            }
            #expect(candidates.contains(fields), "\(name)")
        }
    }

    @Test("The runtime APIs have the inputs and outputs of the SDK's tables")
    func apis() throws {
        let metadata = try Recorded.metadata()
        for api in try RuntimeVectors.load("runtime-api.json", as: RuntimeVectors.APIs.self).runtimeAPIs {
            for expected in api.methods {
                let method = try metadata.api(api.api, expected.name)
                #expect(metadata.types.name(method.output) == expected.output)
                #expect(
                    method.inputs.map { .init(name: $0.name, type: metadata.types.name($0.type)) } == expected.inputs)
            }
        }
    }

    @Test("The metagraph has the fields of the SDK's tables, in their order")
    func metagraph() throws {
        let metadata = try Recorded.metadata()
        let layout = try RuntimeVectors.load("metagraph-layout.json", as: RuntimeVectors.Layout.self)
        func fields(_ name: String) throws -> [RuntimeVectors.Named] {
            let type = try #require(metadata.types.types.first { $0.path.last == name })
            guard case .composite(let fields) = type.shape else { return [] }
            return fields.map { .init(name: $0.name ?? "", type: metadata.types.name($0.type)) }
        }
        #expect(try fields("SelectiveMetagraph") == layout.fields.map { .init(name: $0.name, type: $0.type) })
        #expect(layout.fields.map(\.index) == Array(0..<layout.fields.count))
        #expect(try fields("Metagraph") == layout.metagraphFields)
    }

    @Test("The calls have the numbers and arguments of the SDK's tables, in V14 and V15")
    func calls() throws {
        for metadata in [try Recorded.metadata(), try Recorded.metadata14.get()] {
            for expected in try RuntimeVectors.load("calls.json", as: RuntimeVectors.Calls.self).calls {
                let call = try metadata.call(expected.pallet, expected.call)
                #expect(call.palletIndex == expected.palletIndex)
                #expect(call.index == expected.callIndex)
                #expect(call.fields.map(\.name) == expected.args.map(\.name))
                #expect(call.fields.map { metadata.types.name($0.type) } == expected.args.map(\.type))
                #expect(call.fields.map(\.typeName) == expected.args.map(\.declared))
            }
        }
    }

    @Test("Dispatch errors have the names and texts that the chain gives them")
    func errors() throws {
        let metadata = try Recorded.metadata()
        let table = try #require(try Recorded.json("errors.json") as? [String: Any])
        let errors = try #require(table["errors"] as? [[String: Any]])
        #expect(errors.count > 50)
        for error in errors {
            let index = UInt8(try #require(error["index"] as? Int))
            let found = try #require(metadata.moduleError(pallet: 7, error: index))
            #expect(found.pallet == "SubtensorModule")
            #expect(found.name == error["name"] as? String)
            #expect(found.docs == error["docs"] as? String)
        }
        #expect(metadata.moduleError(pallet: 7, error: 255) == nil)
        #expect(metadata.moduleError(pallet: 254, error: 0) == nil)
    }

    @Test("Every constant and every fallback is a value of its type, and is written to the same bytes")
    func constants() throws {
        var count = 0
        for metadata in [try Recorded.metadata(), try Recorded.metadata14.get()] {
            for pallet in metadata.pallets {
                for constant in pallet.constants {
                    let value = try metadata.types.decode(constant.type, constant.value)
                    #expect(try metadata.types.encode(value, as: constant.type) == constant.value)
                    count += 1
                }
                for entry in pallet.storage?.entries ?? [] where entry.modifier == .default {
                    let value = try metadata.types.decode(entry.valueType, entry.fallback)
                    #expect(try metadata.types.encode(value, as: entry.valueType) == entry.fallback)
                    count += 1
                }
            }
        }
        #expect(count > 700)
    }

    @Test("Zero of every type can be written and read, or is endless")
    func zeros() throws {
        let types = try Recorded.metadata().types
        var usable = 0
        for id in types.types.indices.map(UInt32.init) {
            guard let zero = try? types.zero(id) else { continue }
            #expect(try types.decode(id, types.encode(zero, as: id)) == zero)
            usable += 1
        }
        #expect(usable > types.types.count - 30)
    }

    @Test("What the runtime does not have is named")
    func missing() throws {
        let metadata = try Recorded.metadata()
        #expect(throws: MetadataError.noPallet("Nothing")) { try metadata.call("Nothing", "x") }
        #expect(throws: MetadataError.noCall("SubtensorModule", "commit_crv3_weights")) {
            try metadata.call("SubtensorModule", "commit_crv3_weights")
        }
        #expect(throws: MetadataError.noStorage("System", "Nothing")) { try metadata.storage("System", "Nothing") }
        #expect(throws: MetadataError.noAPI("Core", "x")) { try metadata.api("Core", "x") }
        #expect(throws: MetadataError.noConstant("System", "x")) { try metadata.constant("System", "x") }
        #expect(metadata.pallet(index: 7)?.name == "SubtensorModule")
    }
}
