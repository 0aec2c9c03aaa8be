import Crypto
import Foundation
import NIOHTTP1

/// The server's side of the opening handshake (RFC 6455, section 4.2).
enum WebSocketHandshake {
    /// The headers of the answer to a request that asks well for a WebSocket; nil for any other request.
    static func answer(_ head: HTTPRequestHead) -> HTTPHeaders? {
        let (keys, versions) = (head.headers["sec-websocket-key"], head.headers["sec-websocket-version"])
        guard head.method == .GET, head.version == .http1_1, has("websocket", in: "upgrade", head.headers),
            has("upgrade", in: "connection", head.headers), versions == ["13"], keys.count == 1, let key = keys.first,
            Data(base64Encoded: key)?.count == 16, isWithoutBody(head.headers)
        else { return nil }
        let proof = Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
        return [
            "Upgrade": "websocket", "Connection": "upgrade",
            "Sec-WebSocket-Accept": Data(proof).base64EncodedString(),
        ]
    }

    private static func has(_ token: String, in name: String, _ headers: HTTPHeaders) -> Bool {
        headers[canonicalForm: name].contains { $0.lowercased() == token }
    }

    private static func isWithoutBody(_ headers: HTTPHeaders) -> Bool {
        !headers.contains(name: "transfer-encoding") && headers["content-length"].allSatisfy { $0 == "0" }
    }
}
