import JSON

/// Notifications whose subscription is not known yet: a node may send them before its answer.
struct EarlyNotifications: Sendable {
    /// How many are kept; a node that sends more loses those.
    static let limit = 1024

    private var kept: [String: [JSONValue]] = [:]
    private var count = 0

    mutating func keep(_ notification: JSONValue, for key: String) {
        guard count < Self.limit else { return }
        count += 1
        kept[key, default: []].append(notification)
    }

    /// Those of the subscription `key`, in their order.
    mutating func take(_ key: String) -> [JSONValue] {
        let taken = kept.removeValue(forKey: key) ?? []
        count -= taken.count
        return taken
    }

    mutating func clear() {
        kept = [:]
        count = 0
    }
}
