/// A place where work waits until the test lets it go on, or its task is cancelled.
final class Gate: Sendable {
    private let opening: AsyncStream<Void>
    private let opener: AsyncStream<Void>.Continuation

    init() { (opening, opener) = AsyncStream.makeStream() }

    /// Waits here; only one task may be waiting.
    func pass() async {
        for await _ in opening {}
    }

    /// Who waits goes on, and nobody waits any more.
    func open() { opener.finish() }
}
