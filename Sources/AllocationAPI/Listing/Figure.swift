/// The figures of a machine as listings show them: with two decimals, a tie going to the even one.
///
/// The fractions are of powers of two, so that this is what Python's `{:.2f}` makes of them, too.
enum Figure {
    private static let bytesOfGiB = Double(1 << 30)
    /// Beyond this a double has no hundredths.
    private static let largest = 1e13

    /// GB of so many MB.
    static func gigabytes(megabytes: Double) -> Double { rounded(megabytes / 1_024) }

    /// GiB of so many bytes.
    static func gibibytes(bytes: Int64) -> Double { rounded(Double(bytes) / bytesOfGiB) }

    /// Whole GiB that hold so many bytes.
    static func wholeGibibytes(bytes: Int64) -> Double { (Double(bytes) / bytesOfGiB).rounded(.up) }

    /// What is no number, or none that JSON can say, is 0.
    private static func rounded(_ value: Double) -> Double {
        guard value.isFinite else { return 0 }
        guard abs(value) < largest else { return value }
        return (value * 100).rounded(.toNearestOrEven) / 100
    }
}
