import Foundation

/// Who may ask.
struct HubAccess: Sendable {
    private let keys: [HubKey]

    init(keys: [HubKey]) { self.keys = keys }

    /// The name of the key in `authorization`; the empty name in an open hub, nil for whom it does not know.
    ///
    /// Clients send `Basic base64("api:" + key)`; the name before the colon means nothing.
    func user(authorization: String?) -> String? {
        if keys.isEmpty { return "" }
        guard let authorization, authorization.utf8.count <= 1_024, authorization.lowercased().hasPrefix("basic "),
            let data = Data(base64Encoded: String(authorization.dropFirst(6))),
            let text = String(data: data, encoding: .utf8), let colon = text.firstIndex(of: ":")
        else { return nil }
        let key = String(text[text.index(after: colon)...])
        // All are compared: the time does not tell which of them it is.
        return keys.reduce(nil as String?) { found, known in
            let isIt = known.accepts(key)
            return found ?? (isIt ? known.name : nil)
        }
    }
}
