/// What a program in a container wrote, as far as it was kept.
package struct CollectedOutput: Sendable, Equatable {
    package var standardOutput: [UInt8]
    package var standardError: [UInt8]
    /// True when the program wrote more than was kept.
    package var isTruncated: Bool

    /// Output that holds these bytes.
    package init(standardOutput: [UInt8] = [], standardError: [UInt8] = [], isTruncated: Bool = false) {
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.isTruncated = isTruncated
    }

    /// Both streams as text, output first; bytes that are no UTF-8 become U+FFFD.
    package var text: String {
        String(decoding: standardOutput, as: UTF8.self) + String(decoding: standardError, as: UTF8.self)
    }
}
