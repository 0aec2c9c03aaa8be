import Chain
import JSON
import Keys
import Testing

/// `extrinsics.json`, made by the Python SDK.
struct ExtrinsicVectorTests {
    private static func payload(_ vector: JSONValue) throws -> ExtrinsicPayload {
        ExtrinsicPayload(
            call: try CallVectors.bytes(vector["call_bytes"]), era: try era(vector),
            nonce: UInt32(try #require(vector["nonce"]?.integer)), tip: UInt64(try #require(vector["tip"]?.integer)),
            eraBlockHash: try CallVectors.bytes(vector["block_hash_for_mortality"]), specVersion: 343,
            transactionVersion: 1, genesis: try CallVectors.bytes(vector["genesis_hash"]))
    }

    private static func era(_ vector: JSONValue) throws -> Era {
        guard let wish = vector["era"]?["period"]?.integer, let current = vector["era"]?["current"]?.integer else {
            return .immortal
        }
        return .mortal(wish: UInt64(wish), current: UInt64(current))
    }

    private static func check(_ vector: JSONValue, _ metadata: Metadata) throws {
        let payload = try payload(vector)
        #expect(try payload.extra(metadata) == (try CallVectors.bytes(vector["extra_bytes"])))
        #expect(try payload.implicit(metadata) == (try CallVectors.bytes(vector["implicit_bytes"])))
        let signed = try CallVectors.bytes(vector["signed_bytes"])
        if vector["signed_is_blake2b_256_of_payload"] == true {
            let whole = try CallVectors.bytes(vector["payload"])
            #expect(ExtrinsicPayload.signed(whole) == Blake2b.hash(whole, count: 32))
            #expect(try payload.signed(metadata) == ExtrinsicPayload.signed(whole))
        } else {
            #expect(try payload.signed(metadata) == signed)
        }
        let signer = try Keypair(secretURI: try #require(vector["signer"]?.text))
        let runtime = ChainRuntime(
            metadata: metadata, version: SmallRuntime.version(343), genesis: payload.genesis)
        let made = try SignedExtrinsic.make(
            call: payload.call, signer: signer, nonce: payload.nonce, tip: payload.tip, era: payload.era,
            eraBlockHash: payload.eraBlockHash, runtime: runtime)
        let theirs = try CallVectors.bytes(vector["extrinsic"])
        let start = Int(try #require(vector["signature_offset"]?.integer))
        #expect(made.bytes.count == theirs.count)
        #expect(made.bytes[..<start] == theirs[..<start])
        #expect(made.bytes[(start + 64)...] == theirs[(start + 64)...])
        #expect(BlockHash(hashing: theirs).hex == vector["extrinsic_hash"]?.text)
        let signature = try #require(Signature(made.bytes[start..<start + 64]))
        let message = try payload.signed(metadata)
        #expect(signer.account.verifies(signature, over: message))
        let given = try #require(Signature(theirs[start..<start + 64]))
        #expect(signer.account.verifies(given, over: message))
    }

    @Test func `Extensions, payloads, bytes and hashes are those of the SDK`() throws {
        let metadata = SmallRuntime.metadata()
        let vectors = try CallVectors.cases("extrinsics.json", "cases")
        #expect(vectors.count == 8)
        for vector in vectors { try Self.check(vector, metadata) }
    }

    @Test(.enabled(if: CallVectors.hasRecordings, "needs the recorded chain data"), arguments: [14, 15] as [UInt8])
    func `With the recorded runtime, calls encode and extrinsics read back as the SDK wrote them`(
        version: UInt8
    ) throws {
        let metadata = try CallVectors.recorded(version)
        for vector in try CallVectors.cases("extrinsics.json", "cases") {
            try Self.check(vector, metadata)
            let pallet = try #require(vector["pallet"]?.text)
            let name = try #require(vector["call"]?.text)
            let call = try CallVectors.call(pallet, name, vector["params"], metadata)
            #expect(try call.encoded(metadata) == (try CallVectors.bytes(vector["call_bytes"])))

            let read = try DecodedExtrinsic.decode(try CallVectors.bytes(vector["extrinsic"]), metadata: metadata)
            let payload = try Self.payload(vector)
            #expect(read.signer == (try Keypair(secretURI: "//Alice").account))
            #expect(read.scheme == 1 && read.nonce == payload.nonce && read.tip == payload.tip)
            #expect(read.era == payload.era && read.callBytes == payload.call)
            #expect(read.hash.hex == vector["extrinsic_hash"]?.text)
            #expect(read.call.variant?.name == pallet && read.call.variant?.value.variant?.name == name)
            #expect(
                read.verifies(
                    specVersion: 343, transactionVersion: 1, genesis: payload.genesis,
                    eraBlockHash: payload.eraBlockHash, metadata: metadata))
            #expect(
                !read.verifies(
                    specVersion: 344, transactionVersion: 1, genesis: payload.genesis,
                    eraBlockHash: payload.eraBlockHash, metadata: metadata))
        }
    }

    @Test(.enabled(if: CallVectors.hasRecordings, "needs the recorded chain data"), arguments: [14, 15] as [UInt8])
    func `With the recorded runtime, the examples of calls encode as the SDK composed them`(version: UInt8) throws {
        let metadata = try CallVectors.recorded(version)
        for example in try CallVectors.cases("calls.json", "examples") {
            let pallet = try #require(example["pallet"]?.text)
            let name = try #require(example["call"]?.text)
            let call = try CallVectors.call(pallet, name, example["args"], metadata)
            #expect(try call.encoded(metadata) == (try CallVectors.bytes(example["encoded"])))
        }
    }

    @Test(.enabled(if: CallVectors.hasRecordings, "needs the recorded chain data"))
    func `With the recorded runtime, every listed call has its index and arguments`() throws {
        let metadata = try CallVectors.recorded(15)
        for listed in try CallVectors.cases("calls.json", "calls") {
            let call = try metadata.call(try #require(listed["pallet"]?.text), try #require(listed["call"]?.text))
            #expect(Hex.encode([call.palletIndex, call.index]) == listed["prefix_hex"]?.text)
            #expect(call.fields.map(\.name) == listed["args"]?.list?.map { $0["name"]?.text })
        }
    }
}
