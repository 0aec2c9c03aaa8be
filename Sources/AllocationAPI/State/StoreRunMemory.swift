package import Foundation
package import JSON
import SharedState
package import Store

/// The memory of a hotkey's run in the store, shared by all processes that use the store.
package struct StoreRunMemory: RunMemory {
    private let store: any StateRunStore
    private let hotkey: String
    private let now: @Sendable () -> Date

    package init(store: any StateRunStore, hotkey: String, now: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.hotkey = hotkey
        self.now = now
    }

    package func runID() async throws -> String? { try await store.runID(hotkey: hotkey) }

    package func remember(_ runID: String) async throws { try await store.rememberRun(runID, hotkey: hotkey) }

    package func values() async throws -> [String: JSONValue] {
        // What cannot be read is published anew by whoever it belongs to.
        try await store.publishedValues(hotkey: hotkey).compactMapValues { try? JSONValue.parse($0) }
    }

    package func set(_ values: [String: JSONValue]) async throws {
        try await store.publish(values.mapValues(\.serializedText), hotkey: hotkey, at: now())
    }

    package func nextSequence() async throws -> Int64 { try await store.nextSequence(hotkey: hotkey) }

    package func hold(as owner: String, for duration: Duration) async throws -> Bool {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        let now = now()
        return try await store.holdRun(hotkey: hotkey, owner: owner, until: now.addingTimeInterval(seconds), at: now)
    }

    package func letGo(as owner: String) async throws { try await store.letGoOfRun(hotkey: hotkey, owner: owner) }
}
