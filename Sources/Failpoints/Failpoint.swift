import Foundation

/// A named place in a multi-step change at which a test may make the process die, fail or wait.
///
/// Compiled to nothing in release builds. In debug builds `NI_FAILPOINT=name:crash` kills the process with SIGKILL when
/// it reaches that place, `name:error` makes the step fail and `name:sleep` holds it for `NI_FAILPOINT_SECONDS` (5).
package struct Failpoint: Sendable {
    /// The name by which a test asks for it.
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    /// Does what the environment asks for at this place; normally nothing.
    /// - Throws: ``Failure`` when the test asked for an error here.
    package func reach() async throws(Failure) {
        #if FAILPOINTS
            guard let wish = Failpoint.wish, wish.name == name else { return }
            switch wish.action {
            case "crash":
                kill(getpid(), SIGKILL)
            case "error":
                throw Failure(name: name)
            case "sleep":
                try? await Task.sleep(for: .seconds(Failpoint.seconds))
            default:
                return
            }
        #endif
    }

    /// The error that a test asked for.
    package struct Failure: Error, Equatable {
        package let name: String
    }

    #if FAILPOINTS
        private static let wish: (name: String, action: String)? = {
            guard let text = ProcessInfo.processInfo.environment["NI_FAILPOINT"] else { return nil }
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }()
        private static let seconds = Int(ProcessInfo.processInfo.environment["NI_FAILPOINT_SECONDS"] ?? "") ?? 5
    #endif
}
