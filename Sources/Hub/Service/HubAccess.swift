import Foundation
import HTTPTypes
import Hummingbird
import SharedState

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

    /// Whether a browser makes the request for a page of somebody else, who must neither change nor read anything here.
    ///
    /// Clients of the API send no `Origin`. An open hub is for this machine: under another name it is a page's trick
    /// (DNS rebinding).
    func isForged(_ request: Request) -> Bool {
        let authority = request.head.authority ?? ""
        if keys.isEmpty, !Loopback.contains(Self.host(of: authority)) { return true }
        guard request.method != .get else { return false }
        guard let origin = request.headers[.origin] else { return false }
        return Self.authority(ofOrigin: origin) != authority.lowercased()
    }

    private static func authority(ofOrigin origin: String) -> String {
        origin.lowercased().split(separator: "/", omittingEmptySubsequences: true).dropFirst().first.map(String.init)
            ?? ""
    }

    /// `authority` without its port and brackets.
    private static func host(of authority: String) -> String {
        if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }) }
        return String(authority.prefix { $0 != ":" })
    }
}
