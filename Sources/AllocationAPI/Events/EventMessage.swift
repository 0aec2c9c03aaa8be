import Foundation
import JSON
import Store

/// What clients of `/connect` are sent; never a uuid, which is the renter's secret.
enum EventMessage {
    /// The sign of life that the Python service sends.
    static func keepalive(at date: Date) -> String {
        text(type: "keepalive", ["time": .text(EventTime.text(date))])
    }

    /// A change of a rental's status.
    static func change(_ notice: Notice) -> String {
        var payload: [String: JSONValue] = [
            "time": .text(EventTime.text(notice.happenedAt)), "hotkey": .text(notice.hotkey),
        ]
        if notice.isTest { payload["test"] = true }
        return text(type: notice.kind.rawValue, payload)
    }

    private static func text(type: String, _ payload: [String: JSONValue]) -> String {
        JSONValue.object(["type": .text(type), "payload": .object(payload)]).serializedText
    }
}
