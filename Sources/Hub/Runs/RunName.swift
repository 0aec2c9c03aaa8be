/// Names for runs that come without one.
enum RunName {
    private static let qualities = [
        "amber", "brisk", "calm", "deep", "early", "fair", "golden", "hidden", "ivory", "jolly", "keen", "lively",
        "mellow", "noble", "quiet", "royal", "silver", "tidy", "vivid", "warm",
    ]
    private static let things = [
        "anvil", "breeze", "cloud", "dune", "ember", "forest", "glacier", "harbor", "island", "lantern", "meadow",
        "night", "orchard", "pond", "river", "summit", "thunder", "valley", "wave",
    ]

    /// A name that tells runs apart, for the run number `sequence`.
    static func generated(_ sequence: Int64) -> String {
        let number = Int(truncatingIfNeeded: sequence & 0xffff_ffff)
        // The numbers of words have no common divisor: 380 names before the words repeat.
        return "\(qualities[number % qualities.count])-\(things[number % things.count])-\(sequence)"
    }
}
