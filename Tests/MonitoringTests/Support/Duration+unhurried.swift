extension Duration {
    /// What a source of readings may take where that is not what is tested: a slow machine makes none late.
    static let unhurried = Duration.seconds(600)
}
