import JSON
import Keys
import SharedState
import Testing

@Suite("Content signatures")
struct ContentSignatureTests {
    let keypair: Keypair
    let config = RunConfig([
        "specs": [
            "ram": .number(1.0), "small": .number(0.000_000_1), "half": .number(0.5), "huge": .integer(1 << 60 + 1),
            "odd": .number(.infinity), "none": .null, "list": [.number(2.0), ["x": "\u{e9}\n\"<&>"]],
        ],
        "hotkey": "5Grw", "role": "miner", "config": ["netuid": 27], "_wandb": ["t": [:]], "signature": "abc",
    ])

    init() throws { keypair = try Keypair(secretURI: "//Alice") }

    func signed() throws -> ContentSignature {
        try #require(
            ContentSignature(ContentSignature.sign(config, runID: "r1", sequence: 7, time: 1_790_000_000, by: keypair)))
    }

    @Test("A signed content verifies, for its run and its hotkey only")
    func verifies() throws {
        let content = try signed()
        #expect(content.sequence == 7)
        #expect(content.time == 1_790_000_000)
        #expect(content.hash.count == 64)
        #expect(content.verifies(config, runID: "r1", hotkey: keypair.account.ss58))
        #expect(!content.verifies(config, runID: "r2", hotkey: keypair.account.ss58))
        #expect(!content.verifies(config, runID: "r1", hotkey: try Keypair(secretURI: "//Bob").account.ss58))
        #expect(!content.verifies(config, runID: "r1", hotkey: "no address"))
    }

    @Test("It survives the wire and servers that write numbers, texts and order their own way")
    func reformatted() throws {
        let content = try signed()
        let hotkey = keypair.account.ss58
        #expect(content.verifies(try RunConfig(wireText: config.wireText), runID: "r1", hotkey: hotkey))
        let written = #"""
            {"signature":{"value":"other"}, "specs":{"value":{"odd":null,"none":null,"half":5e-1,"small":1E-7,
            "list":[2.000,{"x":"\u00e9\n\"\u003c\u0026\u003e"}],"ram":1,"huge":1152921504606846976.0}},
            "hotkey":"5Grw","role":"miner","config":{"value":{"netuid":27}},"wandb_version":1}
            """#
        #expect(content.verifies(try RunConfig(wireText: written), runID: "r1", hotkey: hotkey))
    }

    @Test("Any other value is noticed")
    func changed() throws {
        let content = try signed()
        let changes: [[String: JSONValue]] = [
            ["specs": .null], ["hotkey": "5Grv"], ["role": "validator"], ["specs": ["ram": 2]], ["hotkey": ["5Grw"]],
        ]
        for change in changes {
            var other = config
            for (key, value) in change { other[key] = value }
            #expect(!content.verifies(other, runID: "r1", hotkey: keypair.account.ss58))
        }
        var fewer = config
        fewer["hotkey"] = nil
        #expect(!content.verifies(fewer, runID: "r1", hotkey: keypair.account.ss58))
    }

    @Test("Other keys than those that are signed may come and go")
    func others() throws {
        var other = config
        other["penalized_hotkeys"] = ["5F"]
        #expect(try signed().keys == ["config", "hotkey", "role", "specs"])
        #expect(try signed().verifies(other, runID: "r1", hotkey: keypair.account.ss58))
        let json = ContentSignature.sign(
            other, keys: ["hotkey", "role", "config", "absent"], runID: "r1", sequence: 7, time: 1, by: keypair)
        let content = try #require(ContentSignature(json))
        #expect(content.keys == ["config", "hotkey", "role"])
        other["specs"] = .null
        #expect(content.verifies(other, runID: "r1", hotkey: keypair.account.ss58))
    }

    @Test("A content that leaves out who and where the node is says nothing")
    func anonymous() throws {
        let json = ContentSignature.sign(
            config, keys: ["specs", "role", "config"], runID: "r1", sequence: 7, time: 1, by: keypair)
        let content = try #require(ContentSignature(json))
        #expect(!content.verifies(config, runID: "r1", hotkey: keypair.account.ss58))
    }

    @Test("The first form, which signs all keys, holds on")
    func firstForm() throws {
        let hash = try signed().hash
        let message = "nicompute/content/1\nr1\n7\n1790000000\n\(hash)"
        let signature = Hex.encode(keypair.sign(Array(message.utf8)).bytes)
        let content = try #require(
            ContentSignature([
                "sequence": 7, "time": 1_790_000_000, "hash": .text(hash), "signature": .text(signature),
            ]))
        #expect(content.verifies(config, runID: "r1", hotkey: keypair.account.ss58))
        var other = config
        other["allocated"] = .null
        #expect(!content.verifies(other, runID: "r1", hotkey: keypair.account.ss58))
    }

    @Test("Its keys and its end are signed, too")
    func keysAndEnd() throws {
        let json = ContentSignature.sign(
            config, runID: "r1", sequence: 7, time: 1, isFinal: true, by: keypair)
        let members = try #require(json.object)
        let hotkey = keypair.account.ss58
        #expect(try #require(ContentSignature(json)).isFinal)
        #expect(try #require(ContentSignature(json)).verifies(config, runID: "r1", hotkey: hotkey))
        let changes: [(String, JSONValue?)] = [
            ("final", nil), ("final", false), ("keys", ["hotkey", "role", "config"]), ("keys", nil),
            ("keys", ["specs", "role", "hotkey", "config"]),
        ]
        for (name, value) in changes {
            var other = members
            other[name] = value
            #expect(ContentSignature(.object(other))?.verifies(config, runID: "r1", hotkey: hotkey) != true)
        }
        let tooMany = JSONValue.list((0..<257).map { .text("k\($0)") })
        for keys in [JSONValue.list([1]), "specs", .null, tooMany] {
            var other = members
            other["keys"] = keys
            #expect(ContentSignature(.object(other)) == nil)
        }
    }

    @Test("W&B's own keys and the two signatures may change")
    func bookkeeping() throws {
        var other = config
        other["_wandb"] = nil
        other["wandb_version"] = 1
        other["signature"] = "def"
        other["content_signature"] = "anything"
        #expect(try signed().verifies(other, runID: "r1", hotkey: keypair.account.ss58))
    }

    @Test(
        "No member of it can be changed",
        arguments: [("sequence", JSONValue.integer(8)), ("time", 1_790_000_001), ("hash", "00"), ("signature", "00")])
    func members(_ name: String, _ value: JSONValue) throws {
        var members = try #require(
            ContentSignature.sign(config, runID: "r1", sequence: 7, time: 1_790_000_000, by: keypair).object)
        members[name] = value
        let content = try #require(ContentSignature(.object(members)))
        #expect(!content.verifies(config, runID: "r1", hotkey: keypair.account.ss58))
        members[name] = nil
        #expect(ContentSignature(.object(members)) == nil)
        members[name] = .list([])
        #expect(ContentSignature(.object(members)) == nil)
    }
}
