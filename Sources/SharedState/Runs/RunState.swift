/// How a run stands, as its server says; servers know more names than we do.
package struct RunState: RawRepresentable, Sendable, Hashable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    /// Its node has been heard of lately.
    package static let running = RunState(rawValue: "running")
    /// Its node has said that it ends.
    package static let finished = RunState(rawValue: "finished")
    /// Its node ended with an exit code.
    package static let failed = RunState(rawValue: "failed")
    /// Its node has not been heard of for long.
    package static let crashed = RunState(rawValue: "crashed")
    /// Its machine is about to be taken away.
    package static let preempting = RunState(rawValue: "preempting")
}
