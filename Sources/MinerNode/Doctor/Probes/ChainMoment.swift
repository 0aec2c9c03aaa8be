package import Chain
package import Foundation

/// A block of the chain with the time that its maker's clock showed.
package struct ChainMoment: Sendable, Equatable {
    package var block: UInt64
    package var time: Date

    package init(block: UInt64, time: Date) {
        self.block = block
        self.time = time
    }
}

extension ChainSubtensor {
    /// The best block now, with its time (`Timestamp.Now`, milliseconds since 1970).
    /// - Throws: ``SubtensorError``.
    package func moment() async throws -> ChainMoment {
        let best: BlockPoint
        let stored: ScaleValue?
        do {
            best = try await reader.best()
            stored = try await reader.value(StorageItem("Timestamp", "Now"), at: best.hash)
        } catch let error as SubtensorError {
            throw error
        } catch {
            throw SubtensorError.unavailable("\(error)")
        }
        guard let milliseconds = stored?.uint64 else {
            throw SubtensorError.malformed("a block without a time")
        }
        return ChainMoment(
            block: best.number, time: Date(timeIntervalSince1970: Double(milliseconds) / 1_000))
    }
}
