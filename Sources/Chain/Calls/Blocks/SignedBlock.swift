package import JSON
internal import Keys

/// A block with its extrinsics, as `chain_getBlock` answers it.
package struct SignedBlock: Sendable, Equatable {
    package var header: BlockHeader
    /// Each with its length prefix.
    package var extrinsics: [[UInt8]]

    package init(header: BlockHeader, extrinsics: [[UInt8]]) {
        self.header = header
        self.extrinsics = extrinsics
    }

    /// Reads the answer; nil when a part is missing or of another form.
    package init?(_ json: JSONValue?) {
        guard let header = BlockHeader(json?["block"]?["header"]), let list = json?["block"]?["extrinsics"]?.list
        else { return nil }
        var extrinsics: [[UInt8]] = []
        for entry in list {
            guard let text = entry.text, let bytes = Hex.decode(text) else { return nil }
            extrinsics.append(bytes)
        }
        self.init(header: header, extrinsics: extrinsics)
    }

    /// The place of the extrinsic with this hash; nil when it is not in the block.
    package func index(of extrinsic: BlockHash) -> Int? {
        extrinsics.firstIndex { BlockHash(hashing: $0) == extrinsic }
    }
}
