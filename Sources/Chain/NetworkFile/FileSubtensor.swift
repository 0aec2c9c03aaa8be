package import Foundation

/// ``Subtensor`` over a ``NetworkFile``: the blocks are the clock's, the neurons the file's.
package struct FileSubtensor: Subtensor {
    private let path: String
    private let now: @Sendable () -> Date

    package init(path: String, now: @escaping @Sendable () -> Date = { Date() }) {
        self.path = path
        self.now = now
    }

    package func block() async throws(SubtensorError) -> UInt64 {
        block(of: try NetworkFile.read(path))
    }

    package func metagraph(netuid: UInt16) async throws(SubtensorError) -> Metagraph {
        let file = try NetworkFile.read(path)
        guard file.netuid == netuid else { throw .unknownSubnet(netuid) }
        return Metagraph(netuid: netuid, block: block(of: file), neurons: file.neurons)
    }

    private func block(of file: NetworkFile) -> UInt64 {
        guard file.blockTime > 0 else { return 0 }
        return UInt64(exactly: ((now().timeIntervalSince1970 - file.genesis) / file.blockTime).rounded(.down)) ?? 0
    }
}
