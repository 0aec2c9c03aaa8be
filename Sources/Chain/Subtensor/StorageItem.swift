import Keys

/// The name of one stored value.
package struct StorageItem: Sendable, Equatable {
    package let pallet: String
    package let item: String
    package let keys: [ScaleValue]

    package init(_ pallet: String, _ item: String, _ keys: [ScaleValue] = []) {
        self.pallet = pallet
        self.item = item
        self.keys = keys
    }

    /// An item of the subtensor pallet that is kept for each subnet.
    static func subnet(_ item: String, _ netuid: UInt16) -> StorageItem {
        StorageItem("SubtensorModule", item, [.unsigned(UInt128(netuid))])
    }

    /// The number of a hotkey on a subnet.
    static func uid(of hotkey: AccountID, _ netuid: UInt16) -> StorageItem {
        StorageItem("SubtensorModule", "Uids", [.unsigned(UInt128(netuid)), .account(hotkey)])
    }
}
