import Chain
import Testing

@testable import DevChain

@Suite(.enabled(if: RecordedMetadata.isPresent, "needs the recorded chain data"))
struct RecordedComparisonTests {
    let ours = DevRuntime().metadata

    @Test("Every pallet has the real index, storage, calls, events, errors and constants")
    func pallets() throws {
        let real = try RecordedMetadata.extended.get()
        var types = StructuralComparison(ours: ours.types, theirs: real.types)
        for pallet in ours.pallets {
            let other = try #require(real.pallet(pallet.name))
            #expect(pallet.index == other.index)
            #expect(pallet.storage?.prefix == other.storage?.prefix)
            for entry in pallet.storage?.entries ?? [] {
                let place = "\(pallet.name).\(entry.name)"
                let same = try #require(other.storage?.entries.first { $0.name == entry.name }, "\(place)")
                #expect(entry.modifier == same.modifier, "\(place)")
                #expect(entry.hashers == same.hashers, "\(place)")
                #expect(entry.fallback == same.fallback, "\(place)")
                types.compare(entry.valueType, same.valueType, at: place)
                if case .map(_, let key, _) = entry.kind, case .map(_, let real, _) = same.kind {
                    types.compare(key, real, at: place + " key")
                }
            }
            for (one, two, part) in [
                (pallet.calls, other.calls, "calls"), (pallet.events, other.events, "events"),
                (pallet.errors, other.errors, "errors"),
            ] {
                guard let one else { continue }
                types.compare(one, try #require(two), at: "\(pallet.name) \(part)")
            }
            for constant in pallet.constants {
                let same = try #require(other.constants.first { $0.name == constant.name })
                types.compare(constant.type, same.type, at: "\(pallet.name).\(constant.name)")
                // The version lists the runtime APIs, of which this chain has fewer.
                if constant.name != "Version" { #expect(constant.value == same.value, "\(constant.name)") }
            }
        }
        #expect(types.differences == [])
    }

    @Test("Every error of SubtensorModule is there")
    func errors() throws {
        let real = try RecordedMetadata.fifteen.get()
        for index in UInt8.min...UInt8.max {
            let error = ours.moduleError(pallet: 7, error: index)
            #expect(error?.name == real.moduleError(pallet: 7, error: index)?.name)
            if let error { #expect(!error.docs.isEmpty) }
        }
    }

    @Test("Every runtime API method has the real parameters and the real result")
    func apis() throws {
        let real = try RecordedMetadata.fifteen.get()
        var types = StructuralComparison(ours: ours.types, theirs: real.types)
        for api in ours.apis {
            for method in api.methods {
                let place = "\(api.name)_\(method.name)"
                let other = try real.api(api.name, method.name)
                #expect(method.inputs.map(\.name) == other.inputs.map(\.name), "\(place)")
                for (one, two) in zip(method.inputs, other.inputs) { types.compare(one.type, two.type, at: place) }
                types.compare(method.output, other.output, at: place)
            }
        }
        #expect(types.differences == [])
    }

    @Test("The extrinsic format and its extensions are the real ones, in both formats")
    func extrinsics() throws {
        let fifteen = try RecordedMetadata.fifteen.get()
        let fourteen = try RecordedMetadata.fourteen.get()
        let ours14 = try Metadata.decode(DevRuntime().metadata14)
        for (mine, real) in [(ours, fifteen), (ours14, fourteen)] {
            var types = StructuralComparison(ours: mine.types, theirs: real.types)
            #expect(mine.extrinsic.version == real.extrinsic.version)
            #expect(mine.extrinsic.extensions.map(\.identifier) == real.extrinsic.extensions.map(\.identifier))
            for (one, two) in zip(mine.extrinsic.extensions, real.extrinsic.extensions) {
                types.compare(one.type, two.type, at: one.identifier)
                types.compare(one.additional, two.additional, at: one.identifier + " additional")
            }
            types.compare(try #require(mine.addressType), try #require(real.addressType), at: "address")
            types.compare(try #require(mine.callType), try #require(real.callType), at: "call")
            types.compare(try #require(mine.signatureType), try #require(real.signatureType), at: "signature")
            types.compare(mine.runtimeType, real.runtimeType, at: "runtime")
            #expect(types.differences == [])
        }
        var types = StructuralComparison(ours: ours14.types, theirs: fourteen.types)
        types.compare(ours14.extrinsic.type, fourteen.extrinsic.type, at: "extrinsic")
        #expect(types.differences == [])
        var extra = StructuralComparison(ours: ours.types, theirs: fifteen.types)
        extra.compare(
            try #require(ours.extrinsic.extraType), try #require(fifteen.extrinsic.extraType), at: "extra")
        let (mine, real) = (try #require(ours.outerEnums), try #require(fifteen.outerEnums))
        extra.compare(mine.event, real.event, at: "RuntimeEvent")
        #expect(extra.differences == [])
    }

    @Test("The first type is the account id, which one client knows by its number")
    func accountType() throws {
        #expect(try ours.types.type(0).path == RecordedMetadata.fifteen.get().types.type(0).path)
    }
}
