package import Chain
internal import Keys

/// What `state_getRuntimeVersion`, `Core_version` and the constant `System.Version` say of this runtime.
package struct DevRuntimeVersion: Sendable, Equatable {
    package var specName = "node-subtensor"
    package var implName = "node-subtensor"
    package var authoringVersion: UInt32 = 1
    package var specVersion: UInt32 = 343
    package var implVersion: UInt32 = 1
    package var apis = APIDescription.all.map {
        API(id: Blake2b.hash(Array($0.name.utf8), count: 8), version: $0.version)
    }
    package var transactionVersion: UInt32 = 1
    /// Also called the system version.
    package var stateVersion: UInt8 = 1

    /// One runtime API that exists: the first 8 bytes that blake2b makes of its name, and its version.
    package struct API: Sendable, Equatable {
        package var id: [UInt8]
        package var version: UInt32
    }

    /// The three parts that a client needs.
    package var runtimeVersion: RuntimeVersion {
        RuntimeVersion(specName: specName, specVersion: specVersion, transactionVersion: transactionVersion)
    }

    /// The result of `Core_version`.
    var encoded: [UInt8] {
        var writer = ScaleWriter()
        writer.text(specName)
        writer.text(implName)
        writer.integer(authoringVersion)
        writer.integer(specVersion)
        writer.integer(implVersion)
        writer.vector(apis) { writer, api in
            writer.bytes(api.id)
            writer.integer(api.version)
        }
        writer.integer(transactionVersion)
        writer.byte(stateVersion)
        return writer.bytes
    }
}
