internal import CSodium

/// Secret bytes in memory of their own: locked and guarded where the system allows it, wiped when the last owner goes.
final class SecretBytes: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let count: Int
    // Written in init, freed in deinit, only read in between.
    private nonisolated(unsafe) let memory: UnsafeMutablePointer<UInt8>
    private let isGuarded: Bool

    /// Takes the bytes that `fill` writes; the memory handed to it starts as zeros.
    init(count: Int, fill: (UnsafeMutablePointer<UInt8>) -> Void) {
        _ = Sodium.isReady
        self.count = count
        if let memory = sodium_malloc(max(count, 1)) {
            self.memory = memory.bindMemory(to: UInt8.self, capacity: max(count, 1))
            isGuarded = true
        } else {
            memory = .allocate(capacity: max(count, 1))
            isGuarded = false
        }
        memory.initialize(repeating: 0, count: max(count, 1))
        fill(memory)
        if isGuarded { sodium_mprotect_readonly(memory) }
    }

    /// Takes a copy of the bytes.
    convenience init(_ bytes: UnsafeRawBufferPointer) {
        self.init(count: bytes.count) {
            UnsafeMutableRawBufferPointer(start: $0, count: bytes.count).copyMemory(from: bytes)
        }
    }

    /// Takes a copy of the bytes.
    convenience init(copying bytes: [UInt8]) {
        self.init(count: bytes.count) { $0.update(from: bytes, count: bytes.count) }
    }

    deinit {
        if isGuarded {
            sodium_free(memory)
        } else {
            sodium_memzero(memory, max(count, 1))
            memory.deallocate()
        }
    }

    /// Lends the bytes to `body`, which must not keep the pointer.
    func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try body(UnsafeRawBufferPointer(start: memory, count: count))
    }

    /// Lends the bytes to a C function in `body`, which must not keep the pointer.
    func withPointer<R>(_ body: (UnsafePointer<UInt8>) throws -> R) rethrows -> R {
        try body(UnsafePointer(memory))
    }

    var description: String { "<redacted>" }
    var debugDescription: String { "<redacted>" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
