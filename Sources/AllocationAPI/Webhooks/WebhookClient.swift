import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import Timing

/// Offers webhooks to their receivers.
struct WebhookClient: Sendable {
    /// What a receiver made of a webhook.
    enum Outcome: Sendable, Equatable {
        case taken
        /// For the log: a status, or why there was none.
        case failed(String)
    }

    private let http: HTTPClient
    private let limit: Duration

    /// Bytes of an answer that are read, so that its connection can be used again.
    private static let answerLimit = 4 << 10

    /// What `body` makes with a client; its connections are closed afterwards.
    /// - Parameter limit: Time for the answer to one webhook.
    static func with<R: Sendable>(
        _ tls: TLSConfiguration, limit: Duration = .seconds(3), _ body: (WebhookClient) async throws -> R
    ) async throws -> R {
        var configuration = HTTPClient.Configuration()
        configuration.tlsConfiguration = tls
        // A uuid goes to the address that the operator named, and nowhere else.
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = TimeAmount(limit)
        configuration.connectionPool.idleTimeout = .seconds(10)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = WebhookSender.parallel
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .disabled
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<R, any Error>
        do {
            result = .success(try await body(WebhookClient(http: http, limit: limit)))
        } catch {
            result = .failure(error)
        }
        // Fails only when it is done already.
        try? await http.shutdown()
        return try result.get()
    }

    /// Offers `body` once.
    /// - Parameter id: Names the notice in every try, so that a receiver can tell a repetition from news.
    func post(_ body: [UInt8], to receiver: WebhookReceiver, signature: String, id: Int64) async -> Outcome {
        var request = HTTPClientRequest(url: receiver.url)
        request.method = .POST
        request.headers = [
            "accept": "*/*", "Content-Type": "application/json", "x-webhook-signature": signature,
            "x-webhook-id": "\(id)",
        ]
        if let authorization = receiver.authorization {
            request.headers.add(name: "Authorization", value: authorization)
        }
        request.body = .bytes(ByteBuffer(bytes: body))
        let asked = request
        do {
            let status = try await TimeLimit.run(limit) { [http, limit] in
                let response = try await http.execute(asked, timeout: TimeAmount(limit))
                _ = try? await response.body.collect(upTo: Self.answerLimit)
                return response.status.code
            }
            return status == 200 || status == 201 ? .taken : .failed("status \(status)")
        } catch {
            return .failed(Self.reason(error))
        }
    }

    /// In words of ours: an error's own might hold an address.
    private static func reason(_ error: any Error) -> String {
        let late: [HTTPClientError] = [.deadlineExceeded, .connectTimeout, .readTimeout]
        if error is TimeLimit.Exceeded || (error as? HTTPClientError).map(late.contains) == true {
            return "no answer in time"
        }
        let isTLS =
            error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError
            || error as? HTTPClientError == .tlsHandshakeTimeout
        return isTLS ? "the TLS handshake failed: is its certificate good?" : "no connection, or it broke"
    }
}
