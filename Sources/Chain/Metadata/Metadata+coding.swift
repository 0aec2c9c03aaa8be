extension Metadata {
    /// `meta` as the first four bytes say it (frame-metadata, `META_RESERVED`).
    private static let magic: [UInt8] = Array("meta".utf8)

    /// Reads metadata V14 or V15, which begins with `meta`; all bytes must belong to it.
    package static func decode(_ bytes: [UInt8]) throws(ScaleError) -> Metadata {
        var reader = ScaleReader(bytes)
        let start = try reader.bytes(4)
        guard start == magic else { throw .mismatch(expected: "metadata", got: "other bytes") }
        let version = try reader.byte()
        guard version == 14 || version == 15 else {
            throw .mismatch(expected: "metadata V14 or V15", got: "V\(version)")
        }
        let metadata = try reader.metadata(version)
        try reader.finish()
        return metadata
    }

    /// Reads the answer of `Metadata_metadata_at_version`: an Option of the metadata as a byte vector.
    package static func decode(apiAnswer bytes: [UInt8]) throws(ScaleError) -> Metadata? {
        var reader = ScaleReader(bytes)
        let metadata = try reader.option { reader throws(ScaleError) in try reader.byteVector() }
        try reader.finish()
        guard let metadata else { return nil }
        return try decode(metadata)
    }

    /// The bytes that `decode` reads; the same, byte for byte, as were read.
    package func encoded() -> [UInt8] {
        var writer = ScaleWriter()
        writer.bytes(Self.magic)
        writer.byte(version)
        writer.metadata(self)
        return writer.bytes
    }

    /// The answer of `Metadata_metadata_at_version`: an Option of the metadata as a byte vector.
    package func apiAnswer() -> [UInt8] {
        var writer = ScaleWriter()
        writer.option(encoded()) { writer, bytes in writer.byteVector(bytes) }
        return writer.bytes
    }
}
