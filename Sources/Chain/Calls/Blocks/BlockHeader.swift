package import JSON
internal import Keys

/// The header of a block, as `chain_getHeader` shows it and as its hash is made of it.
package struct BlockHeader: Sendable, Equatable {
    package var parentHash: BlockHash
    package var number: UInt64
    package var stateRoot: BlockHash
    package var extrinsicsRoot: BlockHash
    /// The digest items, each in its SCALE form.
    package var logs: [[UInt8]]

    package init(
        parentHash: BlockHash, number: UInt64, stateRoot: BlockHash, extrinsicsRoot: BlockHash, logs: [[UInt8]]
    ) {
        self.parentHash = parentHash
        self.number = number
        self.stateRoot = stateRoot
        self.extrinsicsRoot = extrinsicsRoot
        self.logs = logs
    }

    /// Reads the object that nodes answer; nil when a member is missing or of another form.
    package init?(_ json: JSONValue?) {
        guard let parent = BlockHash(json?["parentHash"]), let state = BlockHash(json?["stateRoot"]),
            let extrinsics = BlockHash(json?["extrinsicsRoot"]), let number = Self.number(json?["number"])
        else { return nil }
        var logs: [[UInt8]] = []
        for log in json?["digest"]?["logs"]?.list ?? [] {
            guard let text = log.text, let bytes = Hex.decode(text) else { return nil }
            logs.append(bytes)
        }
        self.init(parentHash: parent, number: number, stateRoot: state, extrinsicsRoot: extrinsics, logs: logs)
    }

    /// A block number, 32 bits: `0x` and digits without padding; some nodes answer a plain number.
    private static func number(_ json: JSONValue?) -> UInt64? {
        if let number = json?.integer { return UInt32(exactly: number).map(UInt64.init) }
        guard let text = json?.text, text.hasPrefix("0x"),
            text.utf8.dropFirst(2).allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
        else { return nil }
        return UInt32(text.dropFirst(2), radix: 16).map(UInt64.init)
    }

    /// parentHash || compact(number) || stateRoot || extrinsicsRoot || compact(count) || logs.
    package var encoded: [UInt8] {
        var writer = ScaleWriter()
        writer.bytes(parentHash.bytes)
        writer.compact(number)
        writer.bytes(stateRoot.bytes)
        writer.bytes(extrinsicsRoot.bytes)
        writer.vector(logs) { writer, log in writer.bytes(log) }
        return writer.bytes
    }

    /// The hash of the block.
    package var hash: BlockHash { BlockHash(hashing: encoded) }

    /// The object that nodes answer.
    package var json: JSONValue {
        .object([
            "parentHash": .text(parentHash.hex),
            "number": .text("0x" + String(number, radix: 16)),
            "stateRoot": .text(stateRoot.hex),
            "extrinsicsRoot": .text(extrinsicsRoot.hex),
            "digest": .object(["logs": .list(logs.map { .text("0x" + Hex.encode($0)) })]),
        ])
    }
}
