package import Chain

extension DevNode {
    /// What encoding and signing an extrinsic for this chain needs.
    package nonisolated var chainRuntime: ChainRuntime {
        ChainRuntime(
            metadata: runtime.metadata, version: DevRuntime.version.runtimeVersion, genesis: genesisHash.bytes)
    }
}
