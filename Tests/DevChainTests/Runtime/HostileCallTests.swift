import Chain
import Keys
import Testing

@testable import DevChain

struct HostileCallTests {
    /// The largest value of a type, as far as there is one.
    private func extreme(_ type: UInt32, _ types: TypeRegistry) throws -> ScaleValue {
        switch try types.type(type).shape {
        case .primitive(.bool): .bool(true)
        case .primitive(.u8): .unsigned(255)
        case .primitive(.u16): .unsigned(65_535)
        case .primitive(.u32): .unsigned(UInt128(UInt32.max))
        case .primitive(.u64): .unsigned(UInt128(UInt64.max))
        case .primitive(.u128): .unsigned(.max)
        case .compact(let inner): try extreme(inner, types)
        case .sequence(let item):
            try types.name(item) == "u8"
                ? .bytes([UInt8](repeating: 255, count: 5_000))
                : .list([ScaleValue](repeating: extreme(item, types), count: 300))
        case .array(_, let count): .bytes([UInt8](repeating: 255, count: Int(count)))
        case .composite(let fields) where fields.count == 1: try extreme(fields[0].type, types)
        default: try types.zero(type)
        }
    }

    @Test("Every call with zeros, and with the largest of everything, ends without a trap")
    func extremes() throws {
        for isLargest in [false, true] {
            for commitReveal in [false, true] {
                let world = World {
                    $0.commitReveal = commitReveal
                    $0.fee = isLargest ? .max : 0
                    $0.burn = isLargest ? .max : 0
                    $0.tempo = isLargest ? .max : 0
                    $0.revealPeriod = isLargest ? .max : 0
                    $0.weightsRateLimit = isLargest ? .max : 0
                    $0.registrationsPerBlock = .max
                    $0.registrationsPerInterval = .max
                    $0.registrationInterval = isLargest ? .max : 0
                    $0.maxUids = isLargest ? .max : 0
                }
                let types = world.runtime.metadata.types
                for pallet in world.runtime.metadata.pallets {
                    guard let calls = pallet.calls, case .variant(let variants) = try types.type(calls).shape else {
                        continue
                    }
                    for variant in variants {
                        let values = try variant.fields.map { field in
                            isLargest ? try extreme(field.type, types) : try types.zero(field.type)
                        }
                        let arguments = ScaleValue.record(names: variant.fields.map { $0.name ?? "" }, values: values)
                        let call = RuntimeCall(pallet: pallet.name, name: variant.name, arguments: arguments)
                        for signer in [World.alice, World.charlie] {
                            _ = try world.refusal(call, by: signer)
                            let events = try world.run(call, by: signer)
                            #expect(events.last?.pallet == "System", "\(variant.name)")
                        }
                    }
                }
                world.advance(to: UInt64.max - 1)
                _ = try world.run(world.serve(), by: World.bob)
                _ = try world.ask("SubnetInfoRuntimeApi", "get_metagraph", [27, 0])
            }
        }
    }

    @Test("A storage with garbage in it is read as empty")
    func garbage() throws {
        let world = World()
        for key in world.state.all.keys { world.state[key] = [255] }
        _ = try world.ask("NeuronInfoRuntimeApi", "get_neurons_lite", [27, 0])
        _ = try world.ask("SubnetInfoRuntimeApi", "get_all_metagraphs")
        _ = try world.run(world.serve(), by: World.bob)
        world.advance(to: 2)
    }
}
