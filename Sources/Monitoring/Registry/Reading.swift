/// A value that is found out when somebody asks.
package struct Reading: Sendable {
    /// Whether a value may fall.
    package enum Kind: Sendable {
        case gauge
        /// Only grows while the process runs.
        case counter
    }

    package let value: Double
    package let labels: [(String, String)]

    package init(_ value: Double, labels: [(String, String)] = []) {
        self.value = value
        self.labels = labels
    }
}
