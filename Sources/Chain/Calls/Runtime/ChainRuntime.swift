/// What encoding for a chain and decoding from it needs to know.
package struct ChainRuntime: Sendable {
    package let metadata: Metadata
    package let version: RuntimeVersion
    /// The hash of block 0, 32 bytes.
    package let genesis: [UInt8]

    package init(metadata: Metadata, version: RuntimeVersion, genesis: [UInt8]) {
        self.metadata = metadata
        self.version = version
        self.genesis = genesis
    }
}
