import Synchronization

/// What the answer to one request may still cost.
final class GraphAllowance: Sendable {
    private struct Left {
        var work = GraphLimits.work
        var bytes = GraphLimits.answerBytes
    }

    private let left = Mutex(Left())

    /// `work` more fields, or as much as them, are looked at.
    func spend(_ work: Int) throws(GraphError) {
        let isEnough = left.withLock { left in
            left.work -= min(work, GraphLimits.work)
            return left.work >= 0
        }
        guard isEnough else { throw GraphError("The request asks for too much: ask for fewer runs.") }
    }

    /// `bytes` more of text are in the answer.
    func write(_ bytes: Int) throws(GraphError) {
        let isEnough = left.withLock { left in
            left.bytes -= min(bytes, GraphLimits.answerBytes)
            return left.bytes >= 0
        }
        guard isEnough else { throw GraphError("The answer is too large: ask for fewer runs per page.") }
    }
}
