import JSON

/// A connected client, as the node sees it.
package struct ClientConnection: Sendable, Identifiable {
    package let id: UInt64
    private let write: @Sendable ([UInt8]) -> Void

    init(id: UInt64, write: @escaping @Sendable ([UInt8]) -> Void) {
        self.id = id
        self.write = write
    }

    /// Queues a message; messages arrive in the order of the calls.
    func send(_ message: JSONValue) { write(message.serialized) }

    /// Queues a message that is JSON already.
    func send(serialized: [UInt8]) { write(serialized) }
}
