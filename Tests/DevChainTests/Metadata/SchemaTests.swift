import Chain
import Testing

@testable import DevChain

struct SchemaTests {
    @Test("The schema has no mistakes")
    func problems() {
        #expect(RuntimeDescription.shared.problems == [])
    }

    @Test("Both formats decode to what they were made of")
    func roundTrip() throws {
        let runtime = DevRuntime()
        #expect(try Metadata.decode(runtime.metadata15) == runtime.metadata)
        let fourteen = try Metadata.decode(runtime.metadata14)
        #expect(fourteen.version == 14)
        #expect(fourteen.pallets == runtime.metadata.pallets)
        #expect(fourteen.types == runtime.metadata.types)
        #expect(Array(runtime.metadata14.prefix(4)) == Array("meta".utf8))
    }

    @Test("Names, ranges and indices of declarations are read")
    func parser() throws {
        var parser = SchemaParser(
            """
            struct Short = a::b::Long<T, U: Vec<u8>> { x: Compact<u32>, y: (u8, [u16; 3]) }
            enum c::Choice { None, Raw{0...2} ([u8; #]), Last = 9 { a: Option<u8> } }
            """)
        let found = parser.declarations()
        #expect(parser.problems == [])
        #expect(found.map(\.name) == ["Short", "Choice"])
        #expect(found.first?.declaration.path == ["a", "b", "Long"])
        #expect(found.first?.declaration.parameters.map(\.type?.words) == [nil, "Vec<u8>"])
        guard case .enumeration(let variants) = found.last?.declaration.body else {
            Issue.record("an enum is an enumeration")
            return
        }
        #expect(variants.map(\.name) == ["None", "Raw0", "Raw1", "Raw2", "Last"])
        #expect(variants.map(\.index) == [0, 1, 2, 3, 9])
        #expect(variants[2].members.map(\.type.words) == ["[u8; 1]"])
    }

    @Test(
        "Text that is no schema ends in problems, not in a trap",
        arguments: [
            "struct", "enum A {", "struct A { x }", "struct A(Vec<)", "enum B { X{5...1} }", "][", "struct A([u8; x])",
        ])
    func mistakes(_ text: String) {
        var table = TypeTable()
        table.declare(text)
        _ = table.id("A")
        _ = table.id("Missing")
        #expect(table.problems.contains("Missing is not declared"))
    }

    @Test("Every storage item that the rules use is in the metadata with the same hashers and default")
    func items() throws {
        let metadata = DevRuntime().metadata
        var state = DevRuntime().genesis(World.genesis)
        state.set(Storage.genesisPermits, World.netuid, to: nil)
        for (key, value) in state.all {
            let item = try #require(
                metadata.pallets.flatMap { pallet in
                    (pallet.storage?.entries ?? []).map { (pallet.name, $0) }
                }.first { key.starts(with: StorageKey.prefix($0.0, $0.1.name)) }, "\(key)")
            #expect(throws: Never.self) { try metadata.storageKeys(item.0, item.1.name, of: key) }
            #expect(throws: Never.self) { try metadata.storageValue(item.0, item.1.name, value) }
        }
    }
}
