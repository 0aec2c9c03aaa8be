package import JSON

/// Which runtime a block is made with, as `state_getRuntimeVersion` answers.
package struct RuntimeVersion: Sendable, Hashable {
    package var specName: String
    /// Changes with each upgrade.
    package var specVersion: UInt32
    /// Changes when the encoding of calls does.
    package var transactionVersion: UInt32

    package init(specName: String, specVersion: UInt32, transactionVersion: UInt32) {
        self.specName = specName
        self.specVersion = specVersion
        self.transactionVersion = transactionVersion
    }

    /// Reads the answer; nil when one of the numbers is missing.
    package init?(_ json: JSONValue?) {
        guard let spec = json?["specVersion"]?.integer.flatMap({ UInt32(exactly: $0) }),
            let transaction = json?["transactionVersion"]?.integer.flatMap({ UInt32(exactly: $0) })
        else { return nil }
        self.init(specName: json?["specName"]?.text ?? "", specVersion: spec, transactionVersion: transaction)
    }
}
