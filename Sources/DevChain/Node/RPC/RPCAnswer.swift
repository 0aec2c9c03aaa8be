import Chain
import JSON
import Keys

/// How values are written in answers.
enum RPCAnswer {
    static func hex(_ bytes: [UInt8]) -> JSONValue { .text("0x" + Hex.encode(bytes)) }

    static func hex(_ bytes: [UInt8]?) -> JSONValue { bytes.map { hex($0) } ?? .null }

    static func block(_ block: LedgerBlock) -> JSONValue {
        .object([
            "block": .object([
                "header": block.header.json, "extrinsics": .list(block.extrinsics.map { hex($0) }),
            ]),
            "justifications": .null,
        ])
    }

    static func changes(_ block: BlockHash, _ changes: [(key: [UInt8], value: [UInt8]?)]) -> JSONValue {
        .object([
            "block": .text(block.hex), "changes": .list(changes.map { .list([hex($0.key), hex($0.value)]) }),
        ])
    }
}

extension BlockHash {
    /// As answers show it.
    var json: JSONValue { .text(hex) }
}
