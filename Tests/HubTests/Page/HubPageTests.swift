import Foundation
import JSON
import Testing

@testable import Hub

@Suite("Pages")
struct HubPageTests {
    private static let attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"

    @Test("What nodes write shows up as text, wherever it is")
    func escaped() async throws {
        try await RunningHub.with { hub in
            let text = JSONValue.text(Self.attack)
            let config: JSONValue = [
                "hotkey": ["value": text], "role": ["value": "miner"], "allocated": ["value": text],
                "specs": ["value": ["gpu": ["count": 1, "details": [["name": text]]]]],
                "signature": ["value": text], .init(Self.attack): ["value": text],
            ]
            try await hub.upsert("run1", config: config.serializedText, displayName: Self.attack, notes: Self.attack)
            let row = JSONValue.object(["a": text]).serializedText
            _ = try await hub.stream(
                "run1", ["files": ["wandb-history.jsonl": ["offset": 0, "content": [.text(row)]]]])
            for target in ["/", "/runs/neuralinternet/opencompute/run1", "/?role=%3Cscript%3E&state=%22%3E%3Cimg"] {
                let answer = try await hub.get(target)
                #expect(answer.status == 200)
                #expect(!answer.text.contains("<script"))
                #expect(!answer.text.contains("<img"))
                #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
                let policy = answer.headers["content-security-policy"]
                #expect(policy?.hasPrefix("default-src 'none'; style-src 'unsafe-inline'") == true)
            }
            let sheet = try await hub.get("/runs/neuralinternet/opencompute/run1").text
            #expect(sheet.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        }
    }

    @Test("A node is shown with its machine, its renter and whether its signature is its own")
    func node() async throws {
        try await RunningHub.with { hub in
            let vectors: JSONValue = [
                "hotkey": ["value": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"], "role": ["value": "miner"],
                "signature": [
                    "value":
                        """
                    b8341b22ab03c8b7c6473dad0f9984440b7d53b7967071a71d1af71ef74f9232\
                    af69c3033c05c9ab58a444ec5d45a8842c227498958810af72db6854f961768e
                    """
                ],
                "allocated": ["value": "5GmvyePN9aYErXBBhBnxZKGoGk4LKZApE4NkaSzW62CYCYNA"],
                "is_port_open": ["value": true],
                "specs": [
                    "value": [
                        "gpu": ["count": 2, "details": [["name": "NVIDIA H100", "capacity": 81_559]]],
                        "cpu": ["count": 64], "ram": ["total": 274_877_906_944],
                    ]
                ],
            ]
            for name in ["ktgelsy0", "other"] { try await hub.upsert(name, config: vectors.serializedText) }
            hub.clock.advance(by: 61)
            let page = try await hub.get("/").text
            #expect(page.contains("2 × NVIDIA H100 80 GiB, 64 CPU, 256 GiB RAM"))
            #expect(
                page.contains("title=\"5GmvyePN9aYErXBBhBnxZKGoGk4LKZApE4NkaSzW62CYCYNA\">5Gmvye…CYCYNA".dropLast(0))
                    || page.contains("5Gmvye…YCYNA"))
            #expect(page.contains(">open<") && page.contains(">good<") && page.contains(">forged<"))
            #expect(page.contains("61 s ago"))
            #expect(page.contains("2 of 2 runs"))
        }
    }

    @Test("The list is narrowed by role and state, and has 200 rows at most")
    func filtered() async throws {
        try await RunningHub.with { hub in
            for index in 0..<205 {
                let role = index < 203 ? "miner" : "validator"
                try await hub.upsert("run\(index)", config: #"{"role":{"value":"\#(role)"}}"#)
            }
            _ = try await hub.stream("run0", ["complete": true, "exitcode": 0])
            func rows(_ target: String) async throws -> Int {
                try await hub.get(target).text.components(separatedBy: "data-name=\"role\"").count - 1
            }
            #expect(try await rows("/") == 200)
            #expect(try await rows("/?page=2") == 5)
            #expect(try await rows("/?page=3") == 0)
            #expect(try await rows("/?page=-99999999999999999999") == 200)
            #expect(try await rows("/?role=validator") == 2)
            #expect(try await rows("/?state=finished") == 1)
            #expect(try await rows("/?role=validator&state=finished") == 0)
            #expect(try await hub.get("/").text.contains("?page=2"))
        }
    }

    @Test("Deep and long JSON is shown in bounds")
    func pretty() throws {
        #expect(
            PrettyJSON.text(["b": [1, .number(.infinity)], "a": [:]])
                == "{\n  \"a\": {},\n  \"b\": [\n    1,\n    inf\n  ]\n}")
        let deep = (0..<120).reduce(JSONValue.null) { inner, _ in [inner, inner] }
        #expect(PrettyJSON.text(deep, limit: 10_000).utf8.count < 11_000)
    }
}
