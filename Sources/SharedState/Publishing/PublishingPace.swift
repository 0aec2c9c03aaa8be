/// The times and amounts of publishing.
package struct PublishingPace: Sendable {
    /// How long a process may speak for the run without asking again.
    package var lease: Duration
    /// Between two upserts of a config that keeps changing, and between two sends of rows.
    package var change: Duration
    /// Age at which the content is signed anew; others take it for stale after three times as long.
    package var renew: Duration
    /// Between two beats of a run that has nothing to say.
    package var beat: Duration
    /// Between two looks at what the server has of the run, which others may have written over.
    package var check: Duration
    /// Between two looks into the memory, where other processes of the node write, too.
    package var look: Duration
    /// The wait after the first failure; doubled with each further one.
    package var firstRetry: Duration
    /// The longest wait after a failure.
    package var longestRetry: Duration
    /// The longest wait that a server may ask for.
    package var longestLimit: Duration
    /// What saying farewell may take.
    package var farewell: Duration
    /// Age at which what waits counts as late.
    package var late: Duration
    /// Rows that may wait; of more the oldest are dropped.
    package var rows: Int
    /// Rows in one request.
    package var batch: Int

    package init(
        lease: Duration = .seconds(60), change: Duration = .seconds(5), renew: Duration = .seconds(3_600),
        beat: Duration = .seconds(30), check: Duration = .seconds(60), look: Duration = .seconds(5),
        firstRetry: Duration = .seconds(1), longestRetry: Duration = .seconds(60),
        longestLimit: Duration = .seconds(600), farewell: Duration = .seconds(5), late: Duration = .seconds(60),
        rows: Int = 256, batch: Int = 64
    ) {
        self.lease = lease
        self.change = change
        self.renew = renew
        self.beat = beat
        self.check = check
        self.look = look
        self.firstRetry = firstRetry
        self.longestRetry = longestRetry
        self.longestLimit = longestLimit
        self.farewell = farewell
        self.late = late
        self.rows = max(2, rows)
        // A batch in doubt stays in the queue; there must be room for others.
        self.batch = max(1, min(batch, self.rows / 2))
    }
}
