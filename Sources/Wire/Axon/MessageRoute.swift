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
        /// Whether it is bounded per hotkey.
        let acts: Bool
        /// Whether an axon takes it unsigned under `check-only`.
        let onlyAsks: Bool
        let handle: @Sendable (Caller) async throws -> @Sendable (SynapseFrame) -> [UInt8]
    }

    /// A route for messages of type `M`.
    ///
    /// - Parameters:
    ///   - acts: Whether a message changes anything; those that do are bounded per hotkey.
    ///   - onlyAsks: Whether a message may come unsigned under `check-only`; unless told otherwise that is an
    ///     `Allocate` with `checking`, and nothing else: other messages make the miner work, too.
    ///   - handler: The message with its output filled in; an error is answered as "Internal Server Error".
    package init<M: WireMessage>(
        _ name: String, bonus: Double, acts: @escaping @Sendable (M) -> Bool = { _ in false },
        onlyAsks: @escaping @Sendable (M) -> Bool = { ($0 as? Allocate)?.checking ?? false },
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
            return Prepared(acts: acts(message), onlyAsks: onlyAsks(message)) { caller in
                let answer = try await handler(message, caller)
                return { frame in frame.encode(answer) }
            }
        }
    }

    /// The plain `Synapse`, which the Python axon serves as a ping.
    package static let ping = MessageRoute("Synapse", bonus: 0, onlyAsks: { _ in true }) { (message: Ping, _) in message
    }

    /// A message without fields.
    package struct Ping: WireMessage {
        package init(members: JSONMembers) {}

        package var members: [String: JSONValue] { [:] }
    }
}
