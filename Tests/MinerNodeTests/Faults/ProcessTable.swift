import Foundation
import Synchronization
import Timing

/// The command lines and environments of every process of the host, those of containers too, as far as they were seen.
final class ProcessTable: Sendable {
    private let seen = Mutex<Set<Data>>([])

    /// Looks again and again while `body` runs, and once after it.
    func watch<R: Sendable>(_ body: @escaping @Sendable () async throws -> R) async throws -> R {
        try await withThrowingTaskGroup(of: R?.self) { group in
            group.addTask { try await body() }
            group.addTask { [self] in
                while !Task.isCancelled {
                    look()
                    try? await Pacing.rest(.milliseconds(5))
                }
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                guard let result else { continue }
                look()
                return result
            }
            throw CancellationError()
        }
    }

    /// Whether any process had `text` in its command line or its environment.
    func contains(_ text: String) -> Bool {
        let bytes = Data(text.utf8)
        return seen.withLock { $0.contains { $0.range(of: bytes) != nil } }
    }

    private func look() {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        for process in processes where process.allSatisfy(\.isNumber) {
            for name in ["cmdline", "environ"] {
                // A process may end at any time.
                guard let file = FileHandle(forReadingAtPath: "/proc/\(process)/\(name)") else { continue }
                defer { try? file.close() }
                if let data = try? file.readToEnd(), !data.isEmpty { seen.withLock { _ = $0.insert(data) } }
            }
        }
    }
}
