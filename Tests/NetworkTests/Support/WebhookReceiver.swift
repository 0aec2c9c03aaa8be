import Foundation
import Testing

/// A receiver of webhooks in Python, which verifies what it gets and fails as it is told.
struct WebhookReceiver {
    /// What it does with a request.
    enum Mode: String {
        case ok
        case created
        case error
        case slow
        case redirect
    }

    /// A request that it got; of a start or a handshake that failed only `mode` and `faults` are there.
    struct Request: Decodable, Sendable {
        var mode: String
        var path: String?
        var status: String?
        var hotkey: String?
        var uuid: String?
        var test: Bool?
        /// The notice's number, the same whenever it is sent again.
        var id: String?
        /// What is wrong with it by the specification.
        var faults: [String]
        /// The sender has shown a certificate.
        var certified: Bool?
    }

    let port: Int
    private let directory: String
    private let secret: String

    /// A receiver that does not listen yet; what it gets is kept in `directory`.
    init(_ directory: String) async throws {
        self.directory = directory
        port = try await Port.free("127.0.0.1")
        secret = UUID().uuidString
    }

    /// What an API needs to send there.
    func environment(scheme: String) -> [String: String] {
        [
            "DEALLOCATION_NOTIFY_URL": "\(scheme)://127.0.0.1:\(port)/deallocation",
            "STATUS_NOTIFY_URL": "\(scheme)://127.0.0.1:\(port)/status", "WEBHOOKS_SECRET": secret,
        ]
    }

    /// It does this with what comes from now on.
    func behave(_ mode: Mode) throws {
        try mode.rawValue.write(toFile: "\(directory)/webhook-mode", atomically: true, encoding: .utf8)
    }

    /// Runs `body` while it listens, with this certificate in place of plain HTTP; it wants one of `ca` then.
    func listening(
        _ mode: Mode = .ok, certificate: String? = nil, key: String? = nil, ca: String? = nil,
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Void
    ) async throws {
        try behave(mode)
        var arguments = [
            PythonREST.script("webhook_receiver.py"), "--port", "\(port)", "--log", log, "--mode",
            "\(directory)/webhook-mode",
        ]
        for (name, value) in [("--cert", certificate), ("--key", key), ("--ca", ca)] {
            if let value { arguments += [name, value] }
        }
        let starts = lines.count { $0.mode == "listening" }
        let process = try NodeProcess(
            arguments, program: try PythonREST.program("python"), environment: ["WEBHOOKS_SECRET": secret],
            logPath: "\(directory)/webhook-receiver.log")
        let result: Result<Void, any Error>
        do {
            try await Eventually.holds("the receiver does not start") {
                try #require(process.end == nil, "the receiver ended at its start")
                return lines.count { $0.mode == "listening" } > starts
            }
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        try await process.stop()
        try result.get()
    }

    /// Every request that carried an event, in order.
    var requests: [Request] { lines.filter { $0.status != nil } }

    /// The events that it took, each once, in order: what it answers too late is rightly sent again, under the same id.
    var taken: [Request] {
        var ids: Set<String?> = []
        return requests.filter { ["ok", "created"].contains($0.mode) && ids.insert($0.id).inserted }
    }

    /// How often a sender has not liked its certificate.
    var refusals: Int { lines.count { $0.mode == "handshake" } }

    private var log: String { "\(directory)/webhook-requests.log" }

    private var lines: [Request] {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        // The last line may be half written.
        return text.split(separator: "\n").compactMap {
            try? JSONDecoder().decode(Request.self, from: Data($0.utf8))
        }
    }
}
