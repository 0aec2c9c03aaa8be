import Chain
import Keys
import Testing

struct ExtrinsicTests {
    private let runtime = SmallRuntime.runtime()

    private func made(_ call: [UInt8] = [7, 4, 1, 0, 0, 0], era: Era = .immortal) throws -> SignedExtrinsic {
        try SignedExtrinsic.make(
            call: call, signer: try Keypair(secretURI: "//Alice"), nonce: 70_000, tip: 1 << 40, era: era,
            eraBlockHash: runtime.genesis, runtime: runtime)
    }

    private func verifies(_ extrinsic: DecodedExtrinsic) -> Bool {
        extrinsic.verifies(
            specVersion: 343, transactionVersion: 1, genesis: runtime.genesis, eraBlockHash: runtime.genesis,
            metadata: runtime.metadata)
    }

    @Test func `What was signed reads back and verifies`() throws {
        let made = try made(era: .mortal(wish: 64, current: 42))
        let read = try DecodedExtrinsic.decode(made.bytes, metadata: runtime.metadata)
        #expect(read.nonce == 70_000 && read.tip == 1 << 40 && read.era == .mortal(period: 64, phase: 42))
        #expect(read.call == .variant("Demo", .variant("act", .fields(["value": .unsigned(1)]))))
        #expect(read.hash == made.hash)
        #expect(verifies(read))
    }

    @Test func `A flipped bit is refused or no longer verifies`() throws {
        let bytes = try made().bytes
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            guard let read = try? DecodedExtrinsic.decode(changed, metadata: runtime.metadata) else { continue }
            #expect(!verifies(read), "byte \(place)")
        }
    }

    @Test func `A signature for another chain, version or era does not verify`() throws {
        let read = try DecodedExtrinsic.decode(try made().bytes, metadata: runtime.metadata)
        let other = [UInt8](repeating: 1, count: 32)
        let genesis = runtime.genesis
        for (spec, transaction, chain, era) in [
            (342, 1, genesis, genesis), (343, 2, genesis, genesis), (343, 1, other, genesis), (343, 1, genesis, other),
        ] as [(UInt32, UInt32, [UInt8], [UInt8])] {
            #expect(
                !read.verifies(
                    specVersion: spec, transactionVersion: transaction, genesis: chain, eraBlockHash: era,
                    metadata: runtime.metadata))
        }
    }

    @Test func `A bare extrinsic has no signer and never verifies`() throws {
        let read = try DecodedExtrinsic.decode([0x10, 0x04, 0, 0, 0], metadata: runtime.metadata)
        #expect(read.signer == nil && read.signature.isEmpty && read.callBytes == [0, 0, 0])
        #expect(!verifies(read))
    }

    @Test func `Other formats, addresses and ecdsa are refused`() throws {
        let bytes = try made().bytes
        for (place, value) in [(2, 0x85), (2, 0x05), (2, 0x45), (3, 1), (36, 2)] as [(Int, UInt8)] {
            var changed = bytes
            changed[place] = value
            #expect(throws: ScaleError.self) { try DecodedExtrinsic.decode(changed, metadata: runtime.metadata) }
        }
    }

    @Test func `Every cut and every added byte is refused`() throws {
        let bytes = try made().bytes
        for count in bytes.indices {
            #expect(throws: ScaleError.self) {
                try DecodedExtrinsic.decode(Array(bytes[..<count]), metadata: runtime.metadata)
            }
        }
        #expect(throws: ScaleError.self) { try DecodedExtrinsic.decode(bytes + [0], metadata: runtime.metadata) }
    }

    @Test func `Hostile bytes never trap`() throws {
        var random = SeededRandom(2_026)
        let valid = try made(era: .mortal(wish: 64, current: 42)).bytes
        for round in 0..<4_000 {
            var bytes = round % 2 == 0 ? valid : (0..<Int.random(in: 0..<200, using: &random)).map { _ in 0x84 }
            for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            }
            if round % 3 == 0 { bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))) }
            if let read = try? DecodedExtrinsic.decode(bytes, metadata: runtime.metadata) {
                #expect(!verifies(read) || bytes == valid)
            }
        }
    }

    @Test(.enabled(if: CallVectors.hasRecordings, "needs the recorded chain data"))
    func `Hostile calls of the recorded runtime never trap`() throws {
        let metadata = try CallVectors.recorded(15)
        var random = SeededRandom(343)
        for _ in 0..<5_000 {
            var body: [UInt8] = [0x04, UInt8.random(in: 0...40, using: &random)]
            body += (0..<Int.random(in: 0..<120, using: &random)).map { _ in .random(in: 0...130, using: &random) }
            var writer = ScaleWriter()
            writer.byteVector(body)
            _ = try? DecodedExtrinsic.decode(writer.bytes, metadata: metadata)
        }
    }

    @Test func `An unknown extension without bytes is fine, one with bytes is named`() throws {
        let empty = SignedExtension(identifier: "SudoTransactionExtension", type: 25, additional: 22)
        let extra = SignedExtension(identifier: "ChargeMore", type: 2, additional: 22)
        let hidden = SignedExtension(identifier: "CheckMore", type: 22, additional: 1)
        func attempt(_ more: SignedExtension) throws -> SignedExtrinsic {
            let metadata = SmallRuntime.metadata(extensions: SmallRuntime.extensions + [more])
            return try SignedExtrinsic.make(
                call: [0, 0, 0], signer: try Keypair(secretURI: "//Alice"), nonce: 0, era: .immortal,
                eraBlockHash: runtime.genesis,
                runtime: ChainRuntime(metadata: metadata, version: runtime.version, genesis: runtime.genesis))
        }
        #expect(try attempt(empty).bytes.count == 108)
        #expect(throws: ChainError.unknownExtension("ChargeMore")) { try attempt(extra) }
        #expect(throws: ChainError.unknownExtension("CheckMore")) { try attempt(hidden) }
    }

    @Test func `A call encodes in any order of its arguments and refuses wrong ones`() throws {
        let metadata = runtime.metadata
        #expect(try SmallRuntime.act(258).encoded(metadata) == [7, 4, 2, 1, 0, 0])
        let rest = RuntimeCall(pallet: "Demo", name: "rest", arguments: .record(names: [], values: []))
        #expect(try rest.encoded(metadata) == [7, 5])
        #expect(throws: MetadataError.noCall("Demo", "burn")) {
            try RuntimeCall(pallet: "Demo", name: "burn", arguments: .list([])).encoded(metadata)
        }
        #expect(throws: MetadataError.noPallet("Gone")) {
            try RuntimeCall(pallet: "Gone", name: "act", arguments: .list([])).encoded(metadata)
        }
        #expect(throws: ScaleError.self) {
            try RuntimeCall(pallet: "Demo", name: "act", arguments: .fields(["other": .unsigned(1)])).encoded(metadata)
        }
        #expect(throws: ScaleError.self) {
            try RuntimeCall(pallet: "Demo", name: "act", arguments: .fields(["value": .unsigned(1 << 32)]))
                .encoded(metadata)
        }
    }
}
