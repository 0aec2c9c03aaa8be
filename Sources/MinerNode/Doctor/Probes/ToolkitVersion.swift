/// A version of the NVIDIA Container Toolkit.
package struct ToolkitVersion: Sendable, Comparable, CustomStringConvertible {
    private let parts: [Int]
    package let description: String

    /// The oldest without CVE-2025-23266, through which an image of a renter takes over the host.
    static let safe = ToolkitVersion(parts: [1, 17, 8])

    private init(parts: [Int]) {
        self.parts = parts
        description = parts.map(String.init).joined(separator: ".")
    }

    /// The version in what `nvidia-ctk --version` prints: "NVIDIA Container Toolkit CLI version 1.17.8" and more.
    package init?(output: String) {
        for word in output.split(whereSeparator: \.isWhitespace) {
            // What follows the numbers, as in 1.18.0-rc.2, comes before the version itself; that close is safe enough.
            let numbers = word.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }.split(separator: ".").map { Int($0) }
            let known = numbers.compactMap { $0 }
            if known.count >= 2, known.count == numbers.count {
                self.init(parts: known)
                return
            }
        }
        return nil
    }

    package static func < (left: ToolkitVersion, right: ToolkitVersion) -> Bool {
        left.parts.lexicographicallyPrecedes(right.parts)
    }

    package static func == (left: ToolkitVersion, right: ToolkitVersion) -> Bool { left.parts == right.parts }
}
