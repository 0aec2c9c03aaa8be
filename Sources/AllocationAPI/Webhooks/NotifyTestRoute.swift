import Foundation
import Hummingbird
import JSON
import Store

/// `/test/notify`: has the receiver of webhooks told something that has not happened, and says so in the notice.
struct NotifyTestRoute: Sendable {
    let store: any NoticeStore
    /// Tells the sender that something is owed.
    let poke: @Sendable () -> Void
    var now: @Sendable () -> Date = { Date() }

    private static let success = "Notify allocation event testing is success"
    private static let failure = "Notify allocation event testing is failed"
    private static let kinds: [String: Notice.Kind] = [
        "deallocation": .deallocated, "online": .online, "offline": .offline,
    ]
    /// Characters of a hotkey or a uuid, at most.
    private static let longest = 128

    var endpoints: [Endpoint] {
        [
            Endpoint(
                method: .post, path: "/test/notify",
                summary: "Sends a notice that is marked as a test to the receiver of webhooks.", group: .service,
                parameters: [
                    EndpointParameter(
                        name: "hotkey", about: "What the notice names; \"test_hotkey\" when absent.",
                        schema: Self.text),
                    EndpointParameter(
                        name: "uuid_key", about: "What the notice names; a new one when absent.", schema: Self.text),
                    EndpointParameter(
                        name: "event", about: "DEALLOCATION (when absent), ONLINE or OFFLINE, in any case.",
                        schema: Schema.text),
                ],
                answers: [
                    .success(Self.success, data: Schema.object([:])), .problem(400, Self.failure),
                ],
                handle: { try await answer($0.parameters) })
        ]
    }

    private static let text = JSONValue.object(["type": "string", "maxLength": .integer(Int64(longest))])

    private func answer(_ parameters: Parameters) async throws -> Response {
        let hotkey = try bounded("hotkey", parameters) ?? "test_hotkey"
        let uuid = try bounded("uuid_key", parameters) ?? UUID().uuidString.lowercased()
        let event = try parameters.text("event").flatMap { $0.isEmpty ? nil : $0 } ?? "deallocation"
        guard let kind = Self.kinds[event.lowercased()] else {
            throw APIProblem(
                status: 400, message: Self.failure,
                detail: .text("event is one of DEALLOCATION, ONLINE and OFFLINE"))
        }
        do {
            try await store.addTestNotice(kind, hotkey: hotkey, uuid: uuid, at: now())
        } catch {
            throw APIProblem.unavailable("\(error)")
        }
        poke()
        return JSONAnswer.success(Self.success, data: JSONValue.object([:]))
    }

    /// The text `name`; nil when it is absent or empty.
    private func bounded(_ name: String, _ parameters: Parameters) throws -> String? {
        guard let text = try parameters.text(name), !text.isEmpty else { return nil }
        guard text.unicodeScalars.count <= Self.longest else {
            throw APIProblem.validation([(name, "String should have at most \(Self.longest) characters")])
        }
        return text
    }
}
