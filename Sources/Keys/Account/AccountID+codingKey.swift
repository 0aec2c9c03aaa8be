extension AccountID: CodingKeyRepresentable {
    private struct Address: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ address: String) { stringValue = address }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The address as the name of a member: a dictionary by accounts is an object in JSON.
    package var codingKey: any CodingKey { Address(ss58) }

    package init?<Key: CodingKey>(codingKey: Key) {
        guard let account = try? AccountID(ss58: codingKey.stringValue) else { return nil }
        self = account
    }
}
