import Chain
import JSON
import Keys
import Testing

/// Submissions to a node that stays connected.
struct SubmitterTests {
    @Test func `An included extrinsic has its block, its place and only its own events`() async throws {
        let chain = try ScriptedChain(steps: [.include])
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        guard case .included(let block, let index, let events) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(block == (try await ChainNode(rpc: chain.rpc).head()))
        #expect(index == 1)
        #expect(events.map(\.name) == ["Done", "ExtrinsicSuccess"])
        #expect(events.first?.fields.account == chain.signer.account)
        #expect(chain.rpc.count("author_unwatchExtrinsic") == 1)
        let call = try #require(chain.included.first)
        #expect(call.call == .variant("Demo", .variant("act", .fields(["value": .unsigned(5)]))))
        #expect(call.era == .mortal(period: 64, phase: 3))
    }

    @Test func `Finality is waited for when it is the goal`() async throws {
        let chain = try ScriptedChain()
        let outcome = try await chain.submitter().submit(
            SmallRuntime.act(5), signer: chain.signer, era: .immortal, until: .finalized)
        guard case .finalized(_, 1, let events) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(events.last?.name == "ExtrinsicSuccess")
        #expect(chain.included.first?.era == .immortal)
    }

    @Test func `Acceptance is not watched`() async throws {
        let chain = try ScriptedChain(steps: [.hold])
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer, until: .accepted)
        let pool = chain.change { $0.pool }
        #expect(outcome == .accepted(BlockHash(hashing: try #require(pool.first))))
        #expect(chain.rpc.count("author_submitAndWatchExtrinsic") == 0)
    }

    @Test func `Two submitters of one account get consecutive nonces`() async throws {
        let chain = try ScriptedChain()
        let nonces = NonceKeeper()
        let first = chain.submitter(RuntimeSource(rpc: chain.rpc), nonces: nonces)
        let second = chain.submitter(RuntimeSource(rpc: chain.rpc), nonces: nonces)
        try await withThrowingTaskGroup(of: SubmissionOutcome.self) { group in
            for number in 0..<6 as Range<UInt32> {
                group.addTask {
                    try await (number % 2 == 0 ? first : second).submit(
                        SmallRuntime.act(number), signer: chain.signer)
                }
            }
            for try await outcome in group { #expect(outcome.events != nil) }
        }
        #expect(chain.included.map(\.nonce) == [0, 1, 2, 3, 4, 5])
        #expect(chain.rpc.count("author_submitAndWatchExtrinsic") == 6)
    }

    @Test(arguments: [.beOvertaken, .refuse(.priorityTooLow)] as [ScriptedChain.Step])
    func `A nonce that another process took is replaced`(step: ScriptedChain.Step) async throws {
        let chain = try ScriptedChain(steps: [step, .include])
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        #expect(outcome.events != nil)
        #expect(chain.included.map(\.nonce) == [1])
    }

    @Test func `A nonce that is always taken is given up`() async throws {
        let chain = try ScriptedChain(steps: Array(repeating: .refuse(.outdated), count: 40))
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        #expect(outcome == .refused(.outdated))
        #expect(chain.rpc.count("author_submitAndWatchExtrinsic") == 32)
    }

    @Test(arguments: [.custom(12), .badSignature, .unpayable, .undecodable("no")] as [PoolRefusal])
    func `A refusal is told as it is and not repeated`(refusal: PoolRefusal) async throws {
        let chain = try ScriptedChain(steps: [.refuse(refusal)])
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        #expect(outcome == .refused(refusal))
        #expect(chain.included.isEmpty && chain.rpc.count("author_submitAndWatchExtrinsic") == 1)
    }

    @Test func `A failed dispatch is named with its documentation`() async throws {
        let chain = try ScriptedChain(steps: [.fail])
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        #expect(
            outcome == .failed(DispatchFailure(pallet: "Demo", name: "TooSoon", docs: "It is too soon. Wait.")))
    }

    @Test(arguments: ["dropped", "invalid", ["usurped": "0x00"]] as [JSONValue])
    func `What the pool throws out is dropped`(status: JSONValue) async throws {
        let chain = try ScriptedChain(steps: [.status(status)])
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        guard case .dropped = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func `A pool that says invalid of an extrinsic in a block is not believed`() async throws {
        let chain = try ScriptedChain(steps: [.status("invalid")])
        chain.rpc.before { method, _ in
            if method == "author_unwatchExtrinsic" { chain.mine() }
        }
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        #expect(outcome.events?.count == 2)
    }

    @Test func `After an upgrade, the next extrinsic is made for the new runtime`() async throws {
        let chain = try ScriptedChain(steps: [.include, .include])
        let submitter = chain.submitter()
        #expect(try await submitter.submit(SmallRuntime.act(1), signer: chain.signer).events != nil)
        chain.upgrade(SmallRuntime.runtime(demoIndex: 9, specVersion: 344))
        chain.mine()
        #expect(try await submitter.submit(SmallRuntime.act(1), signer: chain.signer).events != nil)
        #expect(chain.included.map { $0.callBytes.first } == [7, 9])
        #expect(chain.rpc.count("state_call") == 2)
    }

    @Test func `An upgrade in the block of the extrinsic does not confuse its events`() async throws {
        let chain = try ScriptedChain(steps: [.include])
        chain.upgrade(SmallRuntime.runtime(demoIndex: 9, specVersion: 344))
        let outcome = try await chain.submitter().submit(SmallRuntime.act(1), signer: chain.signer)
        #expect(outcome.events?.map(\.pallet) == ["Demo", "System"])
    }

    @Test func `Nothing is submitted to a chain with another genesis`() async throws {
        let chain = try ScriptedChain()
        let source = RuntimeSource(rpc: chain.rpc, expectedGenesis: .zero)
        await #expect(throws: ChainError.self) {
            try await chain.submitter(source).submit(SmallRuntime.act(1), signer: chain.signer)
        }
        #expect(chain.rpc.count("author_submitAndWatchExtrinsic") == 0)
    }

    @Test func `A limit that passes while it is in the pool leaves it undecided`() async throws {
        // On a busy machine a short limit may pass before anything is sent: then a longer one.
        for limit in [1, 8, 64] {
            let chain = try ScriptedChain(steps: [.hold])
            let error = await #expect(throws: (any Error).self) {
                try await chain.submitter().submit(
                    SmallRuntime.act(1), signer: chain.signer, limit: .seconds(limit))
            }
            guard let bytes = chain.change({ $0.pool }).first else { continue }
            #expect(error as? ChainError == .undecided(extrinsic: BlockHash(hashing: bytes)))
            return
        }
        Issue.record("nothing was ever sent")
    }

    @Test func `An era begins at the best block when finality lags behind half of it`() async throws {
        let chain = try ScriptedChain(steps: [.include])
        for _ in 0..<6 { chain.mine() }
        let outcome = try await chain.submitter().submit(
            SmallRuntime.act(1), signer: chain.signer, era: .mortal(8))
        #expect(outcome.events != nil)
        #expect(chain.included.first?.era == .mortal(period: 8, phase: 1))
    }
}
