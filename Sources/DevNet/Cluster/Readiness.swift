import Synchronization

/// Calls back once when every part of a network is ready.
final class Readiness: Sendable {
    private let missing: Mutex<Int>
    private let ready: @Sendable () async -> Void

    init(parts: Int, ready: @escaping @Sendable () async -> Void) {
        missing = Mutex(parts)
        self.ready = ready
    }

    /// One more part is ready.
    func oneMore() async {
        let left = missing.withLock { missing in
            missing -= 1
            return missing
        }
        if left == 0 { await ready() }
    }
}
