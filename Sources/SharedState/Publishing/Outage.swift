internal import Foundation
internal import Timing

/// What does not work at the server, and when it is tried again.
///
/// A server that is away or overloaded is left alone with everything; one that refuses the config still hears that the
/// node lives.
struct Outage: Sendable {
    /// The two ways to the server.
    enum Channel: CaseIterable, Sendable {
        case config
        case stream
    }

    private struct Trouble {
        let since: Date
        var failedAt: Date
        var wait: Duration
        var waits: Backoff
    }

    private let pace: PublishingPace
    private var everything: Trouble?
    private var channels: [Channel: Trouble] = [:]
    /// The kinds of failure that are known by now.
    private var said: Set<StateOutcome> = []

    init(pace: PublishingPace) { self.pace = pace }

    /// What the log is to say of a failure.
    enum News: Equatable, Sendable {
        case away
        /// Somebody has to do something.
        case needsHelp
        /// The server does not know the run any more.
        case gone
    }

    /// Notes a failure on `channel`; nil when it is no news.
    mutating func failed(_ error: StateError, on channel: Channel, at now: Date) -> News? {
        if error.isOfServer {
            everything = trouble(after: everything, error, now)
        } else {
            channels[channel] = trouble(after: channels[channel], error, now)
        }
        let outcome = StateOutcome(error)
        let isFirst = said.isEmpty
        let isNew = said.insert(outcome).inserted
        if isNew, outcome == .denied || outcome == .refused { return .needsHelp }
        guard isFirst else { return nil }
        return channel == .stream && error.isOfLostRun ? .gone : .away
    }

    /// `channel` is tried again later, for a reason that is not the server's and that no log tells here.
    mutating func delay(_ channel: Channel, at now: Date) {
        channels[channel] = trouble(after: channels[channel], nil, now)
    }

    /// Notes a success on `channel`; since when there was trouble that is over now and was told, else nil.
    mutating func worked(_ channel: Channel) -> Date? {
        let since = ([everything?.since] + channels.values.map(\.since)).compactMap { $0 }.min()
        everything = nil
        channels[channel] = nil
        guard channels.isEmpty, !said.isEmpty else { return nil }
        said = []
        return since
    }

    /// How long to leave `channel` alone; zero when it may be used.
    func wait(_ channel: Channel, at now: Date) -> Duration {
        [everything, channels[channel]].compactMap { $0 }.map { now.left(of: $0.wait, since: $0.failedAt) }.max()
            ?? .zero
    }

    private func trouble(after last: Trouble?, _ error: StateError?, _ now: Date) -> Trouble {
        var next =
            last
            ?? Trouble(
                since: now, failedAt: now, wait: .zero,
                waits: Backoff(first: pace.firstRetry, most: pace.longestRetry))
        next.failedAt = now
        let wait = next.waits.next() ?? pace.longestRetry
        next.wait =
            switch error {
            case .denied, .refused: pace.longestRetry
            case .limited(let asked): min(max(asked ?? wait, wait), max(pace.longestLimit, wait))
            default: wait
            }
        return next
    }
}

extension StateError {
    /// Whether it is what a beat of a deleted run is answered.
    var isOfLostRun: Bool {
        if case .status(let status, _) = self { status == 404 || status == 410 } else { false }
    }

    /// Whether it is what the first change of a run is answered whose id was another run's, now deleted.
    var isOfDeadID: Bool {
        switch self {
        case .status(let status, let text): status == 409 || (status == 400 && text.contains("deleted"))
        case .refused(let text): text.contains("created and deleted")
        default: false
        }
    }

    /// Whether it concerns all that we might ask of the server, and not only what was asked.
    fileprivate var isOfServer: Bool {
        switch self {
        case .unreachable, .timedOut, .denied, .limited: true
        case .status(let status, _): status >= 500
        case .refused, .malformed, .tooLong, .noProject: false
        }
    }
}
