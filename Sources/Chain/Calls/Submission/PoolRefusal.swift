package import JSON

/// Why a node did not take an extrinsic into its pool; it had no effect.
package struct PoolRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// The JSON-RPC error code.
    package var code: Int
    package var message: String
    package var data: String?

    package init(code: Int, message: String, data: String?) {
        self.code = code
        self.message = message
        self.data = data
    }

    /// The N of `Custom error: N`; nil for other refusals.
    package var customError: UInt8? {
        guard let data, data.hasPrefix("Custom error: ") else { return nil }
        return UInt8(data.dropFirst("Custom error: ".count))
    }

    /// The name of the custom error; nil for other refusals and for numbers without a known name.
    package var name: String? { customError.flatMap { CustomPoolError.name($0) } }

    /// True when another extrinsic of the account took the nonce: with a fresh one this one may pass.
    package var tellsTakenNonce: Bool { code == Self.lowPriority || (code == Self.invalid && data == Self.staleText) }

    /// True when a rate limit of the runtime forbids it for now.
    package var tellsRateLimit: Bool {
        let limits: [CustomPoolError] = [.rateLimitExceeded, .servingRateLimitExceeded]
        return limits.contains { $0.rawValue == customError }
    }

    /// True when the pool already holds these very bytes.
    package var tellsKnown: Bool { code == Self.alreadyImported }

    package var description: String {
        let named = name.map { "\($0) (\(data ?? ""))" } ?? data
        return named.map { "\(message): \($0)" } ?? message
    }
}

/// Codes and wording of Substrate's `author` interface and of `InvalidTransaction`.
extension PoolRefusal {
    private static let invalid = 1_010
    private static let alreadyImported = 1_013
    private static let lowPriority = 1_014
    private static let staleText = "Transaction is outdated"

    private init(invalid data: String) {
        self.init(code: Self.invalid, message: "Invalid Transaction", data: data)
    }

    /// The nonce is below the account's.
    package static let outdated = PoolRefusal(invalid: staleText)
    /// The signature is not of the signer, or is for another chain, version, nonce or era.
    package static let badSignature = PoolRefusal(invalid: "Transaction has a bad signature")
    /// The era is over or has not begun.
    package static let ancientBirthBlock = PoolRefusal(invalid: "Transaction has an ancient birth block")
    /// The account can not pay.
    package static let unpayable = PoolRefusal(
        invalid: "Inability to pay some fees (e.g. account balance too low)")

    /// The runtime's own check number `number` failed.
    package static func custom(_ number: UInt8) -> PoolRefusal { PoolRefusal(invalid: "Custom error: \(number)") }

    /// The bytes are no extrinsic of this runtime.
    package static func undecodable(_ why: String) -> PoolRefusal {
        PoolRefusal(code: 1_002, message: "Verification Error: \(why)", data: nil)
    }

    /// The pool holds these very bytes.
    package static let known = PoolRefusal(
        code: alreadyImported, message: "Transaction is already imported", data: nil)

    /// The pool holds another extrinsic with this nonce.
    package static let priorityTooLow = PoolRefusal(
        code: lowPriority, message: "Priority is too low",
        data: "The transaction has too low priority to replace another transaction already in the pool.")

    /// The `error` object of the answer.
    package var json: JSONValue {
        var members: [String: JSONValue] = ["code": .integer(Int64(code)), "message": .text(message)]
        members["data"] = data.map { .text($0) }
        return .object(members)
    }
}
