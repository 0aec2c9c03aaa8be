import Chain
import JSON
import Keys
import Testing

/// Submissions whose connection breaks: nothing is submitted twice, and the outcome is found.
struct LostConnectionTests {
    @Test(arguments: [SubmissionGoal.included, .accepted])
    func `An extrinsic that arrived before the connection broke is found in its block`(
        goal: SubmissionGoal
    ) async throws {
        let chain = try ScriptedChain(steps: [.arrive])
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer, until: goal)
        #expect(outcome.events != nil)
        #expect(chain.included.count == 1)
        #expect(chain.rpc.count("author_submitExtrinsic") == (goal == .accepted ? 1 : 0))
    }

    @Test(arguments: [SubmissionGoal.included, .accepted])
    func `An extrinsic that did not arrive is sent again with the same bytes`(goal: SubmissionGoal) async throws {
        let chain = try ScriptedChain(steps: [.vanish])
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer, until: goal)
        #expect(outcome.events != nil)
        #expect(chain.included.count == 1)
        let sent = chain.rpc.calls.filter { $0.method.hasPrefix("author_submit") }
        #expect(sent.count == 2 && sent.first?.parameters == sent.last?.parameters)
    }

    @Test func `One that never arrives is dropped after a few repeats`() async throws {
        let chain = try ScriptedChain(steps: Array(repeating: .vanish, count: 20))
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        #expect(outcome == .dropped("the node lost it 5 times"))
        #expect(chain.included.isEmpty)
    }

    @Test func `One whose nonce another process took meanwhile is dropped, not sent again`() async throws {
        let chain = try ScriptedChain(steps: [.vanishAndBeOvertaken])
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        #expect(outcome == .dropped("another extrinsic of the account took the nonce 0"))
        #expect(chain.rpc.count("author_submitExtrinsic") == 0)
    }

    @Test func `One whose repeat is refused for a reason of its own is refused`() async throws {
        let chain = try ScriptedChain(steps: [.vanish, .refuse(.custom(12))])
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        #expect(outcome == .refused(.custom(12)))
    }

    @Test func `One that was accepted before the connection broke is found in its block`() async throws {
        let chain = try ScriptedChain(steps: [.cut])
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        #expect(outcome.events != nil)
        #expect(chain.included.count == 1 && chain.rpc.count("author_submitExtrinsic") == 0)
    }

    @Test func `One that a restarted node forgot is sent again with the same bytes`() async throws {
        let chain = try ScriptedChain(steps: [.forget])
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        #expect(outcome.events != nil)
        #expect(chain.included.count == 1 && chain.rpc.count("author_submitExtrinsic") == 1)
    }

    @Test func `Finality is waited for by asking when nobody tells of it`() async throws {
        let chain = try ScriptedChain(steps: [.cut])
        chain.rpc.before { method, count in
            if method == "chain_getFinalizedHead", count == 4 { chain.finalize() }
        }
        let outcome = try await chain.submitter().submit(
            SmallRuntime.act(5), signer: chain.signer, until: .finalized)
        guard case .finalized = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(chain.rpc.count("chain_getFinalizedHead") >= 4)
    }

    @Test func `A block that is taken back is not the end`() async throws {
        let chain = try ScriptedChain(steps: [.cut])
        chain.rpc.before { method, count in
            guard method == "chain_getFinalizedHead", count == 3 else { return }
            chain.change { state in
                // Another block takes the place of the last one, and holds the extrinsic too.
                let last = state.blocks.removeLast()
                state.included = []
                state.pool = [[0x14, 4, 0, 0, 4, 1], Array(last.block.extrinsics.dropFirst().joined())]
                ScriptedChain.mine(&state)
                state.finalized = state.blocks.count - 1
            }
        }
        let outcome = try await chain.submitter().submit(
            SmallRuntime.act(5), signer: chain.signer, until: .finalized)
        let head = try await ChainNode(rpc: chain.rpc).head()
        guard case .finalized(head, _, _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func `One that is in no block when its era ends is dropped`() async throws {
        let chain = try ScriptedChain(steps: [.cut])
        chain.rpc.before { method, _ in
            guard method == "author_unwatchExtrinsic" else { return }
            chain.change { state in
                // A fork without it, and the pool keeps what it can not use.
                let last = state.blocks.removeLast()
                let bytes = Array(last.block.extrinsics.dropFirst().joined())
                for _ in 0..<10 { ScriptedChain.mine(&state) }
                state.pool = [bytes]
            }
        }
        let outcome = try await chain.submitter().submit(
            SmallRuntime.act(5), signer: chain.signer, era: .mortal(8))
        #expect(outcome == .dropped("its era ended at block 11"))
    }

    @Test func `A node that is away for a while is asked again`() async throws {
        let chain = try ScriptedChain(steps: [.cut])
        chain.rpc.before { method, count in
            guard method == "chain_getHead" else { return }
            switch count {
            case 2...4: chain.rpc.on("chain_getHead") { _ throws(RPCError) in throw .unreachable("away") }
            case 5: chain.answerQuestions()
            default: break
            }
        }
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        #expect(outcome.events != nil)
        #expect(chain.rpc.count("chain_getHead") >= 5)
    }

    @Test func `A connection that was never there is an error, and nothing was sent`() async throws {
        let chain = try ScriptedChain()
        chain.rpc.onSubscription("author_submitAndWatchExtrinsic") { _, _ throws(RPCError) in
            throw .unreachable("refused")
        }
        await #expect(throws: RPCError.unreachable("refused")) {
            try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        }
    }

    @Test func `The same bytes in the pool already are followed by the blocks`() async throws {
        let chain = try ScriptedChain(steps: [.refuse(.known)])
        chain.rpc.before { method, count in
            guard method == "chain_getHead", count == 2,
                let sent = chain.rpc.calls.last(where: { $0.method == "author_submitAndWatchExtrinsic" }),
                let bytes = Hex.decode(sent.parameters.first?.text ?? "")
            else { return }
            chain.change { state in
                state.pool = [bytes]
                ScriptedChain.mine(&state)
            }
        }
        let outcome = try await chain.submitter().submit(SmallRuntime.act(5), signer: chain.signer)
        #expect(outcome.events != nil)
    }
}
