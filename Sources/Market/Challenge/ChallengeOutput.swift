package import JSON

/// The miner's answer to `Challenge`: the `output` object, without members as long as there is no answer.
package struct ChallengeOutput: Sendable, Equatable {
    /// The password found.
    package var password: String?
    /// Seconds that the miner says it took; written only, because who asks goes by its own clock.
    package var localExecutionTime: Double?
    /// Why no password was found.
    package var error: String?

    package init(password: String? = nil, localExecutionTime: Double? = nil, error: String? = nil) {
        self.password = password
        self.localExecutionTime = localExecutionTime
        self.error = error
    }
}

extension ChallengeOutput: WireMessage {
    package init(members: JSONMembers) throws(JSONMembers.WrongType) {
        password = try members.textIfPresent("password")
        error = try members.textIfPresent("error")
    }

    /// All three, null where there is nothing to say, as the Python miner writes them; none before there is an answer.
    package var members: [String: JSONValue] {
        guard self != ChallengeOutput() else { return [:] }
        return [
            "password": password.map(JSONValue.text) ?? .null,
            "local_execution_time": localExecutionTime.map(JSONValue.number) ?? .null,
            "error": error.map(JSONValue.text) ?? .null,
        ]
    }
}
