import Foundation
import Store
import Testing

@testable import AllocationAPI

@Suite struct WebhookTextTests {
    private static let date = Date(timeIntervalSince1970: 1_800_000_000.25)
    private static let time = "2027-01-15T08:00:00.250000Z"

    private func body(_ kind: Notice.Kind, hotkey: String = "5F", isTest: Bool = false) -> String? {
        WebhookBody.bytes(
            Notice(id: 7, kind: kind, hotkey: hotkey, uuid: "u-1", happenedAt: Self.date, isTest: isTest, attempts: 3)
        ).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("The bodies are those of the Python service, to the byte")
    func bodies() {
        let time = Self.time
        #expect(
            body(.deallocated)
                == "{\"time\":\"\(time)\",\"deallocated_at\":\"\(time)\",\"hotkey\":\"5F\",\"status\":\"DEALLOCATION\","
                + "\"uuid\":\"u-1\"}")
        for (kind, status) in [(Notice.Kind.online, "ONLINE"), (.offline, "OFFLINE")] {
            #expect(
                body(kind)
                    == "{\"time\":\"\(time)\",\"status_change_at\":\"\(time)\",\"hotkey\":\"5F\","
                    + "\"status\":\"\(status)\",\"uuid\":\"u-1\"}")
        }
        #expect(body(.allocated) == nil)
        #expect(body(.online, isTest: true)?.hasSuffix(",\"uuid\":\"u-1\",\"test\":true}") == true)
        #expect(body(.online, hotkey: "\"\\\n")?.contains("\"hotkey\":\"\\\"\\\\\\n\"") == true)
    }

    @Test("The signature is HMAC-SHA256 in hexadecimal (RFC 4231, cases 2 and 6)")
    func signature() throws {
        let short = try #require(WebhookSecret("Jefe"))
        #expect(
            short.signature(of: Array("what do ya want for nothing?".utf8))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(WebhookSecret("") == nil)
        #expect("\(short) \(String(reflecting: short))" == "<redacted> <redacted>")
        var dumped = ""
        dump(short, to: &dumped)
        #expect(!dumped.contains("Jefe"))
    }

    @Test("Within a round tries are 15 s apart, between rounds more and more, up to 15 min")
    func waits() {
        let waits = (1...18).map { WebhookSender.wait(after: $0) }
        #expect(waits.prefix(3) == [15, 15, 180])
        #expect(waits.enumerated().filter { $0.offset % 3 == 2 }.map(\.element) == [180, 360, 720, 900, 900, 900])
        #expect(waits.enumerated().filter { $0.offset % 3 != 2 }.allSatisfy { $0.element == 15 })
        #expect(WebhookSender.wait(after: 3_000_000) == 900)
    }

    @Test(
        "An address is HTTP and has a host",
        arguments: ["", "rent", "ftp://x/", "https://", "https:///x", "file:///etc", "http://x:0/", "http://x:99999/"])
    func badAddress(_ url: String) {
        #expect(WebhookReceiver(url) == nil)
        guard !url.isEmpty else { return }
        #expect(throws: WebhookSettings.Problem.noAddress(variable: "STATUS_NOTIFY_URL")) {
            try WebhookSettings(environment: ["STATUS_NOTIFY_URL": url, "WEBHOOKS_SECRET": "s"])
        }
    }

    @Test("A user in the address becomes a header, and no text shows him, the path or the query")
    func userInAddress() throws {
        let receiver = try #require(WebhookReceiver("https://us%65r:p%40ss@hooks.example:444/secret?key=canary#x"))
        #expect(receiver.url == "https://hooks.example:444/secret?key=canary")
        #expect(receiver.authorization == "Basic " + Data("user:p@ss".utf8).base64EncodedString())
        var dumped = "\(receiver) \(String(reflecting: receiver))"
        dump(receiver, to: &dumped)
        for secret in ["user", "p@ss", "canary", "secret"] { #expect(!dumped.contains(secret)) }
        #expect(!receiver.isInClear)
    }

    @Test(
        "Webhooks go out in clear to this machine only, or with a warning",
        arguments: [
            ("http://127.0.0.1:1/", false), ("http://localhost/", false), ("http://[::1]:1/", false),
            ("HTTPS://hooks.example/", false), ("http://hooks.example/", true), ("HTTP://192.0.2.1/", true),
        ])
    func inClear(_ url: String, _ expected: Bool) throws {
        #expect(try #require(WebhookReceiver(url)).isInClear == expected)
    }

    @Test("An address without a secret is refused, as are files that cannot be used; nothing at all is fine")
    func settings() throws {
        let nothing = try WebhookSettings(environment: ["STATUS_NOTIFY_URL": ""])
        #expect(Notice.Kind.allCases.allSatisfy { nothing.receiver(of: $0) == nil })
        for environment in [
            ["STATUS_NOTIFY_URL": "https://x/"], ["DEALLOCATION_NOTIFY_URL": "https://x/", "WEBHOOKS_SECRET": ""],
        ] {
            #expect(throws: WebhookSettings.Problem.noSecret) { try WebhookSettings(environment: environment) }
        }
        #expect(WebhookSettings.Problem.noSecret.description.contains("WEBHOOKS_SECRET"))
        let somebody = ["STATUS_NOTIFY_URL": "https://x/", "WEBHOOKS_SECRET": "s"]
        #expect(throws: WebhookSettings.Problem.unreadable(path: "/nowhere/ca")) {
            try WebhookSettings(environment: somebody, authorityPath: "/nowhere/ca")
        }
        #expect(throws: WebhookSettings.Problem.unreadable(path: "/nowhere/cer")) {
            try WebhookSettings(environment: somebody, certificatePath: "/nowhere/cer", keyPath: "/nowhere/key")
        }
        // Files that nobody needs are not looked at.
        _ = try WebhookSettings(environment: [:], certificatePath: "/nowhere/cer", keyPath: "/nowhere/key")
    }
}
