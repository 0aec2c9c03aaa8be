package import JSON
import Keys
package import Market

/// A message that an axon understands, with what it does about it.
package struct MessageRoute: Sendable {
    /// The path of its requests.
    package let name: String
    /// Added to the caller's priority.
    let bonus: Double
    let serve: @Sendable (_ body: [UInt8]) throws(BodyProblem) -> Prepared

    /// Why a body is no such message.
    enum BodyProblem: Error {
        case notJSON
        case wrongField
    }

    /// A decoded message, ready to be handled.
    struct Prepared: Sendable {
        /// False for messages that only ask: those an axon takes unsigned under `check-only`.
        let acts: Bool
        let handle: @Sendable (Caller) async throws -> @Sendable (SynapseFrame) -> [UInt8]
    }

    /// A route for messages of type `M`.
    ///
    /// - Parameters:
    ///   - acts: Whether a message changes anything; those that do are bounded per hotkey.
    ///   - handler: The message with its output filled in; an error is answered as "Internal Server Error".
    package init<M: WireMessage>(
        _ name: String, bonus: Double, acts: @escaping @Sendable (M) -> Bool = { _ in false },
        handler: @escaping @Sendable (M, Caller) async throws -> M
    ) {
        self.name = name
        self.bonus = bonus
        serve = { body throws(BodyProblem) in
            let json: JSONValue
            do {
                json = body.isEmpty ? [:] : try JSONValue.parse(body)
            } catch {
                throw .notJSON
            }
            let message: M
            do {
                message = try M(json: json)
            } catch {
                throw .wrongField
            }
            return Prepared(acts: acts(message)) { caller in
                let answer = try await handler(message, caller)
                return { frame in frame.encode(answer) }
            }
        }
    }

    /// The plain `Synapse`, which the Python axon serves as a ping.
    package static let ping = MessageRoute("Synapse", bonus: 0) { (message: Ping, _) in message }

    /// A message without fields.
    package struct Ping: WireMessage {
        package init(members: JSONMembers) {}

        package var members: [String: JSONValue] { [:] }
    }
}
