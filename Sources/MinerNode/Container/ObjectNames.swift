/// The engine's names of what belongs to an allocation.
struct ObjectNames: Sendable {
    /// The allocation, in hexadecimal digits.
    let id: String

    /// The names for `id`, or nil when it is no number in hexadecimal digits (lower case, at most 64).
    init?(_ id: String) {
        let digits = Set("0123456789abcdef".utf8)
        guard (1...64).contains(id.utf8.count), id.utf8.allSatisfy(digits.contains) else { return nil }
        self.id = id
    }

    func container(_ kind: ContainerKind) -> String {
        switch kind {
        case .tenant: "ni-\(id)"
        case .test: "ni-test-\(id)"
        }
    }

    var network: String { "ni-net-\(id)" }
    var volume: String { "ni-vol-\(id)" }
    var image: String { "ni-image:\(id)" }
}
