internal import CXXHash

/// The fast hashes of storage keys: XXH64 with the seeds 0, 1, 2 and 3, each little-endian (sp-core `hashing`).
package enum Twox {
    /// 8 bytes.
    package static func hash64(_ bytes: [UInt8]) -> [UInt8] { hash(bytes, seeds: 1) }

    /// 16 bytes.
    package static func hash128(_ bytes: [UInt8]) -> [UInt8] { hash(bytes, seeds: 2) }

    /// 32 bytes.
    package static func hash256(_ bytes: [UInt8]) -> [UInt8] { hash(bytes, seeds: 4) }

    private static func hash(_ bytes: [UInt8], seeds: UInt64) -> [UInt8] {
        var writer = ScaleWriter()
        for seed in 0..<seeds { writer.integer(XXH64(bytes, bytes.count, seed)) }
        return writer.bytes
    }
}
