/// A place where work waits until the test lets it go on; a cancelled task goes on with an error.
final class Gate: Sendable {
    private let arrivals: AsyncStream<Void>
    private let arrive: AsyncStream<Void>.Continuation
    private let opening: AsyncStream<Void>
    private let opener: AsyncStream<Void>.Continuation

    init() {
        (arrivals, arrive) = AsyncStream.makeStream()
        (opening, opener) = AsyncStream.makeStream()
    }

    /// Waits here; only one task may be waiting.
    func pass() async throws {
        arrive.yield()
        for await _ in opening {}
        try Task.checkCancellation()
    }

    /// Who waits goes on, and nobody waits any more.
    func open() { opener.finish() }

    /// Returns when somebody waits, or has waited, here.
    func someoneArrived() async {
        for await _ in arrivals { return }
    }
}
