/// Comparing what a stranger may guess.
enum ConstantTime {
    /// Whether both texts are the same and not empty, in a time that does not tell where they differ.
    static func equal(_ left: String, _ right: String) -> Bool {
        let (one, other) = (Array(left.utf8), Array(right.utf8))
        guard !one.isEmpty, one.count == other.count else { return false }
        return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
