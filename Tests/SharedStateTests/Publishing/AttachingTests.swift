import Foundation
import JSON
import TestSupport
import Testing

@testable import SharedState

@Suite(.timeLimit(.minutes(2)))
struct AttachingTests {
    @Test("A new run says at once who the node is, and counts for others")
    func newRun() async throws {
        let node = try Node()
        await node.publisher.publish(["specs": ["gpu": ["count": 1]], "allocated": .null])
        try await node.running {
            await until { node.run?.config.specs != nil }
            await node.rest()
            let run = try #require(node.run)
            #expect(run.state == .running)
            #expect(run.displayName == "miner-5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")
            #expect(run.id.wholeMatch(of: /[a-z0-9]{8}/) != nil)
            #expect(run.config["version"] == 190)
            #expect(run.config["config"] == ["netuid": 27, "ssh": ["port": 4_444]])
            #expect(run.config["allocated"] == .null)
            var judge = RunJudge(netuid: 27)
            #expect(judge.verdict(run, role: .miner, now: node.time.now) == .counts)
            let content = try #require(ContentSignature(run.config[ContentSignature.key] ?? .null))
            #expect(content.verifies(run.config, runID: run.id, hotkey: node.identity.hotkey))
            #expect(content.time == 1_800_000_000)
            #expect(node.publisher.age == .zero)
            #expect(node.publisher.isSpeaking && !node.publisher.isBehind)
        }
    }

    @Test("The id is remembered before the server hears of the run: a crash in between makes no second run")
    func idComesFirst() async throws {
        let node = try Node()
        node.project.plan(.upsert, .hang)
        let crashing = Task { try await node.publisher.run() }
        await until { node.project.hanging == 1 }
        let remembered = try #require(await node.memory.runID())
        crashing.cancel()
        try await crashing.value
        #expect(node.project.memory.runs.isEmpty)
        node.time.jump(60)  // The crashed process let nothing go.
        try await node.running([node.colleague()]) {
            await until { node.run != nil }
            #expect(node.run?.id == remembered)
        }
    }

    @Test("A run of the Python program goes on: what it wrote stays, what is published is merged into it")
    func resumedRun() async throws {
        let node = try Node(runID: "abcd1234")
        let old = RunConfig([
            "hotkey": .text(node.identity.hotkey), "role": "miner", "specs": ["cpu": 8, "gpu": ["count": 2]],
            "is_port_open": true, "config": ["netuid": 27, "logging": ["debug": true]], "signature": "old",
        ])
        _ = try await node.project.memory.upsert(
            RunChange(id: "abcd1234", displayName: node.identity.displayName, config: old))
        try await node.project.memory.beat(
            "abcd1234", RunBeat(rows: [["_step": 0], ["_step": 7]]))
        await node.publisher.publish(["specs": ["gpu": ["count": 4]]])
        node.publisher.log(["score": 1])
        try await node.running {
            await until { node.history().count == 3 }
            let run = try #require(node.run)
            #expect(run.id == "abcd1234")
            #expect(run.config.specs == ["cpu": 8, "gpu": ["count": 4]])
            #expect(run.config.isPortOpen == true)
            #expect(run.config["config"]?["logging"] == ["debug": true])
            #expect(run.config["config"]?["ssh"] == ["port": 4_444])
            #expect(run.config.signature?.utf8.count == 128)
            #expect(node.history()[2]["_step"] == 8)
            #expect(node.history()[2]["_timestamp"] == .number(1_800_000_000))
        }
    }

    @Test("A remembered run that is another hotkey's is left alone")
    func foreignRun() async throws {
        let node = try Node(runID: "abcd1234")
        let foreign = try SigningNode("//Bob").run()
        node.project.memory.place(foreign)
        try await node.running {
            await until { node.project.memory.runs.count == 2 }
            await node.rest()
            #expect(node.project.memory.runs[0].config == foreign.config)
            #expect(await node.memory.runID() == node.project.memory.runs[1].id)
        }
    }

    @Test("A run that was deleted is made anew under its id, with everything")
    func deletedRun() async throws {
        let node = try Node()
        await node.publisher.publish(["allocated": "5F"])
        try await node.running {
            await until { node.run != nil }
            let first = try #require(node.run)
            node.publisher.log(["a": 1])
            await node.time.pass { node.history().count == 1 }
            try await node.project.memory.delete(storageID: first.storageID)
            node.publisher.log(["a": 2])
            await node.time.pass { node.history().count == 1 }
            let second = try #require(node.run)
            #expect(second.id == first.id && second.storageID != first.storageID)
            #expect(second.displayName == first.displayName)
            #expect(second.config.allocated == "5F")
            #expect(node.history()[0]["a"] == 2)
            // None, when the config went out again before the row: then the server has made the run anew by itself.
            #expect(node.log.lines.filter { $0.contains("the run is gone") }.count <= 1)
        }
    }

    @Test(
        "Under an id that the server takes no run for any more none is tried again",
        arguments: [
            StateError.status(409, "conflict"), .status(400, "run abcd1234 was previously created and deleted"),
        ])
    func deadID(_ answer: StateError) async throws {
        let node = try Node(runID: "abcd1234")
        node.project.plan(.upsert, .fail(answer))
        try await node.running {
            await node.time.pass { node.run != nil }
            let id = try #require(node.run?.id)
            #expect(id != "abcd1234")
            #expect(await node.memory.runID() == id)
        }
    }

    @Test("What the Python validator of the hotkey writes into the run meanwhile is not taken back")
    func shared() async throws {
        let node = try Node(role: .validator)
        await node.publisher.publish(["allocated_hotkeys": ["5A"]])
        try await node.running {
            await until { node.run != nil }
            let run = try #require(node.run)
            var config = run.config
            config["penalized_hotkeys"] = ["5Bad"]
            _ = try await node.project.memory.upsert(RunChange(id: run.id, config: config))
            await node.publisher.publish(["allocated_hotkeys": ["5A", "5B"]])
            await node.time.pass { node.run?.config.allocatedHotkeys == ["5A", "5B"] }
            #expect(node.run?.config.penalizedHotkeys == ["5Bad"])
            // But it is nothing that our node says: others of ours do not take it for that.
            var judge = RunJudge(netuid: 27)
            let seen = judge.judge([try #require(node.run)], role: .validator, now: node.time.now).counting
            #expect(seen.map(\.config.allocatedHotkeys) == [["5A", "5B"]])
            #expect(seen.map(\.config.penalizedHotkeys) == [[]])
        }
    }

    @Test("What somebody writes over our values is sent again within a minute", arguments: RunRole.allCases)
    func writtenOver(_ role: RunRole) async throws {
        let node = try Node(role: role)
        await node.publisher.publish(["allocated_hotkeys": ["5A"], "stats": ["0": ["score": 1]]])
        try await node.running {
            await until { node.run != nil }
            let run = try #require(node.run)
            var config = run.config
            config["allocated_hotkeys"] = []
            config["stats"] = ["0": ["score": 9], "1": ["score": 100]]
            _ = try await node.project.memory.upsert(RunChange(id: run.id, config: config))
            await node.time.pass(70)
            #expect(node.run?.config.allocatedHotkeys == ["5A"])
            #expect(node.run?.config["stats"] == ["0": ["score": 1]], "what was put beside is not signed by us")
            var judge = RunJudge(netuid: 27)
            #expect(judge.verdict(try #require(node.run), role: role, now: node.time.now) == .counts)
            #expect(node.log.lines.filter { $0.contains("written over") }.count == 1)
            // And then all is quiet again.
            let upserts = node.project.upserts.count
            await node.time.pass(600)
            #expect(node.project.upserts.count == upserts)
        }
    }

    @Test("What somebody put beside our values while we were away is not taken for ours")
    func plantedWhileAway() async throws {
        let node = try Node(runID: "abcd1234")
        var planted = try SigningNode().signedRun(sequence: 1, at: node.time.now, ["specs": ["gpu": ["count": 1]]])
        planted.config["specs"] = ["gpu": ["count": 1, "name": "H200"]]
        node.project.memory.place(planted)
        await node.publisher.publish(["specs": ["gpu": ["count": 1]]])
        try await node.running {
            await until { !node.project.upserts.isEmpty }
            await node.rest()
            #expect(node.run?.config.specs == ["gpu": ["count": 1]])
        }
    }

    @Test("A server that forgot the run gets everything again with the next change")
    func forgetfulServer() async throws {
        let node = try Node()
        try await node.running {
            await until { node.run != nil }
            let first = try #require(node.run)
            try await node.project.memory.delete(storageID: first.storageID)
            await node.publisher.publish(["allocated": "5F"])
            await node.time.pass { node.run?.displayName == first.displayName }
            #expect(node.run?.config.allocated == "5F")
        }
    }

    @Test("Old runs of our own hotkey are deleted, running and foreign ones stay")
    func cleaning() async throws {
        let node = try Node()
        let own = try SigningNode()
        func place(_ id: String, _ state: RunState, _ owner: SigningNode, signature: String? = nil) {
            var run = owner.run(id)
            run.state = state
            run.heartbeatAt = "2027-01-14T07:59:59Z"
            run.displayName = RunRole.miner.displayName(of: own.hotkey)
            if let signature { run.config["signature"] = .text(signature) }
            node.project.memory.place(run)
        }
        place("finished", .finished, own)
        var young = own.run("young123")
        young.state = .crashed
        young.heartbeatAt = "2027-01-14T08:00:01Z"
        node.project.memory.place(young)
        place("crashed1", .crashed, own)
        place("running1", .running, own)
        place("forged12", .finished, own, signature: String(repeating: "0", count: 128))
        place("bobs1234", .finished, try SigningNode("//Bob"))
        try await node.running {
            await until { node.project.memory.calls.delete == 2 }
            await until { node.project.memory.runs.count == 5 }
            let left = Set(node.project.memory.runs.map(\.id))
            #expect(left.isSuperset(of: ["running1", "forged12", "bobs1234", "young123"]))
            #expect(left.contains(await node.memory.runID() ?? ""))
        }
    }

    @Test("At most twenty old runs are deleted at a time")
    func manyOldRuns() async throws {
        let node = try Node(runID: "own12345")
        let own = try SigningNode()
        for number in 0..<30 {
            var run = own.run("old\(number)")
            run.state = .crashed
            run.heartbeatAt = "2027-01-14T07:59:59Z"
            node.project.memory.place(run)
        }
        await node.publisher.cleanUp()
        #expect(node.project.memory.runs.count == 10)
        node.project.plan(.runs, .fail(.timedOut))
        await node.publisher.cleanUp()
        #expect(node.project.memory.runs.count == 10 && node.log.lines.isEmpty)
    }
}
