import JSON

/// The subscriptions of all connections.
struct SubscriptionBook: Sendable {
    /// Subscriptions that one connection may have.
    private static let perConnection = 1_024

    private var connections: [UInt64: ClientConnection] = [:]
    private var subscriptions: [String: Subscription] = [:]
    private var counts: [UInt64: Int] = [:]

    mutating func connect(_ connection: ClientConnection) { connections[connection.id] = connection }

    mutating func disconnect(_ connection: ClientConnection) {
        connections[connection.id] = nil
        counts[connection.id] = nil
        subscriptions = subscriptions.filter { $0.value.connection != connection.id }
    }

    /// Opens a subscription.
    ///
    /// - Returns: Its id, 16 letters and digits.
    mutating func open(_ topic: Subscription.Topic, for connection: ClientConnection) throws(RPCFailure) -> String {
        guard counts[connection.id] ?? 0 < Self.perConnection else { throw .tooManySubscriptions }
        let letters = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
        let id = String((0..<16).map { _ in letters[Int.random(in: letters.indices)] })
        subscriptions[id] = Subscription(connection: connection.id, topic: topic)
        counts[connection.id, default: 0] += 1
        return id
    }

    /// Ends a subscription of the connection: nothing more is said about it.
    mutating func close(_ id: String, of connection: ClientConnection) {
        guard subscriptions[id]?.connection == connection.id else { return }
        forget(id)
    }

    /// Ends a subscription that has been told the last there is.
    mutating func forget(_ id: String) {
        guard let subscription = subscriptions.removeValue(forKey: id) else { return }
        counts[subscription.connection]? -= 1
    }

    func all(_ matches: (Subscription.Topic) -> Bool) -> [(id: String, topic: Subscription.Topic)] {
        subscriptions.filter { matches($0.value.topic) }.map { ($0.key, $0.value.topic) }
    }

    /// Tells the one subscription.
    func tell(_ id: String, _ result: JSONValue) {
        guard let subscription = subscriptions[id] else { return }
        let note: JSONValue = .object([
            "jsonrpc": .text("2.0"), "method": .text(subscription.topic.method),
            "params": .object(["subscription": .text(id), "result": result]),
        ])
        connections[subscription.connection]?.send(note)
    }

    /// Tells all subscriptions to the topic.
    func tell(_ topic: Subscription.Topic, _ result: JSONValue) {
        for (id, subscription) in subscriptions where subscription.topic == topic { tell(id, result) }
    }
}
