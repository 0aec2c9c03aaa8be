/// A program to run in a running container: the body of `POST /containers/{id}/exec`.
package struct ExecSpec: Encodable, Sendable {
    package var command: [String]
    package var user: String?
    package var workingDirectory: String?
    package var environment: [String]?
    private let attachOutput = true
    private let attachError = true

    /// The program `command[0]` with the other words as arguments; no shell is involved.
    package init(_ command: [String], user: String? = nil) {
        self.command = command
        self.user = user
    }

    private enum CodingKeys: String, CodingKey {
        case command = "Cmd"
        case user = "User"
        case workingDirectory = "WorkingDir"
        case environment = "Env"
        case attachOutput = "AttachStdout"
        case attachError = "AttachStderr"
    }
}

/// How a program in a container is, or ended.
package struct ExecDetails: Decodable, Sendable, Hashable {
    package let id: String
    package let isRunning: Bool
    /// Nil while it runs.
    package let exitCode: Int?

    private enum CodingKeys: String, CodingKey {
        case id = "ID"
        case isRunning = "Running"
        case exitCode = "ExitCode"
    }
}

/// The end of a program in a container.
package struct ExecResult: Sendable, Equatable {
    package var exitCode: Int
    package var output: CollectedOutput
}
