import Chain
import JSON
import Keys
import Testing

struct BlockTests {
    @Test(.enabled(if: CallVectors.hasRecordings, "needs the recorded chain data"))
    func `Headers of real blocks hash as the chain hashed them`() throws {
        let file = try JSONValue.parse(Array(try Recorded.text("headers.json").utf8))
        let blocks = try #require(file["real_blocks"]?.list)
        #expect(!blocks.isEmpty)
        for block in blocks {
            let header = try #require(BlockHeader(block["header"]))
            #expect(header.json == block["header"])
            if let scale = block["scale"]?.text { #expect("0x" + Hex.encode(header.encoded) == scale) }
            #expect(header.hash.hex == block["hash"]?.text)
        }
    }

    @Test func `A header is read as it was written`() throws {
        let parent = BlockHash(hashing: [1])
        let header = BlockHeader(
            parentHash: parent, number: 302, stateRoot: BlockHash(hashing: [2]), extrinsicsRoot: .zero,
            logs: [[6, 1, 2], []])
        #expect(header.json["number"] == "0x12e")
        #expect(BlockHeader(header.json) == header)
        #expect(header.encoded.count == 32 + 2 + 32 + 32 + 1 + 3)
    }

    @Test(arguments: ["parentHash", "number", "stateRoot", "extrinsicsRoot"])
    func `A header without a member or with another kind of it is refused`(member: String) throws {
        let header = BlockHeader(parentHash: .zero, number: 1, stateRoot: .zero, extrinsicsRoot: .zero, logs: [])
        var members = try #require(header.json.object)
        for wrong in [.null, "0x", "0xzz", "0x-1", "0x+1", "12", true, ["a"]] as [JSONValue] {
            members[member] = wrong
            #expect(BlockHeader(.object(members)) == nil)
        }
        members[member] = nil
        #expect(BlockHeader(.object(members)) == nil)
        #expect(BlockHeader(nil) == nil)
    }

    @Test func `A block finds its extrinsic by the hash of all its bytes`() throws {
        let header = BlockHeader(parentHash: .zero, number: 1, stateRoot: .zero, extrinsicsRoot: .zero, logs: [])
        let block = SignedBlock(header: header, extrinsics: [[0x10, 4, 0, 0, 0], [4, 0]])
        #expect(block.index(of: BlockHash(hashing: [4, 0])) == 1)
        #expect(block.index(of: BlockHash(hashing: [0])) == nil)
        let json: JSONValue = ["block": ["header": header.json, "extrinsics": ["0x1004000000", "0x0400"]]]
        #expect(SignedBlock(json) == block)
        #expect(SignedBlock(["block": ["header": header.json, "extrinsics": ["0x1"]]]) == nil)
        #expect(SignedBlock(["block": ["header": header.json]]) == nil)
    }
}
