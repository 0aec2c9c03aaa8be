import JSON
import Store

/// What a receiver is sent: compact JSON, members in the order in which the Python service writes them.
enum WebhookBody {
    /// The body of `notice`, the same at every try; nil for a kind that no receiver is told of.
    static func bytes(_ notice: Notice) -> [UInt8]? {
        let (member, status): (String, String)
        switch notice.kind {
        case .deallocated: (member, status) = ("deallocated_at", "DEALLOCATION")
        case .online: (member, status) = ("status_change_at", "ONLINE")
        case .offline: (member, status) = ("status_change_at", "OFFLINE")
        case .allocated: return nil
        }
        let time = EventTime.text(notice.happenedAt)
        var members = [
            ("time", time), (member, time), ("hotkey", notice.hotkey), ("status", status), ("uuid", notice.uuid),
        ].map { "\"\($0)\":" + JSONValue.text($1).serializedText }
        if notice.isTest { members.append("\"test\":true") }
        return Array("{\(members.joined(separator: ","))}".utf8)
    }
}
