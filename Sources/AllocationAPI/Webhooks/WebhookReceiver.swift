import Foundation
import SharedState

/// Where webhooks go. Its texts name the host alone: user names, paths and queries may be secrets.
package struct WebhookReceiver: Sendable, Equatable {
    /// Without user name and password.
    let url: String
    let host: String
    /// The value of the `Authorization` header, where the URL names a user.
    let authorization: String?

    /// The receiver at `url`; nil when that is no HTTP address.
    package init?(_ url: String) {
        guard var parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty,
            parts.port.map({ (1...65_535).contains($0) }) ?? true
        else { return nil }
        if let user = parts.user {
            authorization = "Basic " + Data("\(user):\(parts.password ?? "")".utf8).base64EncodedString()
        } else {
            authorization = nil
        }
        parts.user = nil
        parts.password = nil
        parts.fragment = nil
        guard let address = parts.string else { return nil }
        self.url = address
        self.host = host
    }

    /// Whether everybody on the way can read what is sent: the uuid is a key to the rental.
    var isInClear: Bool {
        !url.lowercased().hasPrefix("https:") && !Loopback.contains(host.trimmingCharacters(in: ["[", "]"]))
    }
}

extension WebhookReceiver: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "WebhookReceiver(host: \(host))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["host": host]) }
}
