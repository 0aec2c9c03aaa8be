import Foundation
import Keys

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
        let handle: @Sendable (Caller) async throws -> @Sendable (SynapseFrame) throws -> Data
    }

    /// A route for messages of type `M`.
    ///
    /// - Parameters:
    ///   - acts: Whether a message changes anything; those that do are bounded per hotkey.
    ///   - handler: The message with its output filled in; an error is answered as "Internal Server Error".
    package init<M: Codable & Sendable>(
        _ name: String, bonus: Double, acts: @escaping @Sendable (M) -> Bool = { _ in false },
        handler: @escaping @Sendable (M, Caller) async throws -> M
    ) {
        self.name = name
        self.bonus = bonus
        serve = { body throws(BodyProblem) in
            let message: M
            do {
                message = try JSONDecoder().decode(M.self, from: body.isEmpty ? Data("{}".utf8) : Data(body))
            } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
                throw .notJSON
            } catch {
                throw .wrongField
            }
            return Prepared(acts: acts(message)) { caller in
                let answer = try await handler(message, caller)
                return { frame in try frame.encode(answer) }
            }
        }
    }

    /// The plain `Synapse`, which the Python axon serves as a ping.
    package static let ping = MessageRoute("Synapse", bonus: 0) { (message: Ping, _) in message }

    /// A message without fields.
    package struct Ping: Codable, Sendable {}
}
