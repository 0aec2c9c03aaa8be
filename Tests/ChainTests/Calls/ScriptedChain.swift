import Chain
import JSON
import Keys
import Synchronization
import TestSupport
import Testing

/// A chain of the small runtime behind a ``ScriptedRPC``: blocks are made when the script says so.
final class ScriptedChain: Sendable {
    /// What the node does with the next submission; without a step it takes it, makes a block and finalizes it.
    enum Step {
        /// Says no.
        case refuse(PoolRefusal)
        /// Says no, because another process' extrinsic with this nonce came in between.
        case beOvertaken
        /// Takes it and makes no block.
        case hold
        /// Takes it and makes a block, in which it fails.
        case fail
        /// Takes it and makes a block that is not finalized.
        case include
        /// The connection breaks before it arrives.
        case vanish
        /// It arrives, comes into a block, and the connection breaks before the answer.
        case arrive
        /// The connection breaks after the answer; it comes into a block.
        case cut
        /// The connection breaks after the answer, and the node forgets its pool.
        case forget
        /// The connection breaks before it arrives, and another process takes the nonce.
        case vanishAndBeOvertaken
        /// The pool says this about it, after it was taken.
        case status(JSONValue)
    }

    struct Block {
        var block: SignedBlock
        var events: [UInt8]
        var nonce: UInt32
        var runtime: ChainRuntime
    }

    struct State {
        var steps: [Step] = []
        var blocks: [Block] = []
        var finalized = 0
        var pool: [[UInt8]] = []
        var runtime = SmallRuntime.runtime()
        var genesis = SmallRuntime.genesis
        /// Every extrinsic that came into a block.
        var included: [DecodedExtrinsic] = []
    }

    let rpc = ScriptedRPC()
    let state = Mutex(State())
    let signer: Keypair

    init(steps: [Step] = []) throws {
        signer = try Keypair(secretURI: "//Alice")
        state.withLock { state in
            state.steps = steps
            state.runtime = SmallRuntime.runtime()
            let header = BlockHeader(
                parentHash: .zero, number: 0, stateRoot: .zero, extrinsicsRoot: .zero, logs: [])
            state.blocks = [
                Block(
                    block: SignedBlock(header: header, extrinsics: []), events: [0], nonce: 0, runtime: state.runtime)
            ]
            for _ in 0..<3 { Self.mine(&state) }
            state.finalized = 3
        }
        answerQuestions()
        answerSubmissions()
    }

    func submitter() -> ExtrinsicSubmitter { submitter(RuntimeSource(rpc: rpc)) }

    func submitter(_ runtimes: RuntimeSource, nonces: NonceKeeper = NonceKeeper()) -> ExtrinsicSubmitter {
        var configuration = ExtrinsicSubmitter.Configuration()
        configuration.poll = .zero
        return ExtrinsicSubmitter(
            rpc: rpc, runtimes: runtimes, nonces: nonces, configuration: configuration, logger: .silent)
    }

    /// What the script does to the chain, at once.
    func change<R: Sendable>(_ body: (inout State) -> R) -> R { state.withLock { body(&$0) } }

    var included: [DecodedExtrinsic] { state.withLock { $0.included } }

    func mine() { state.withLock { Self.mine(&$0) } }

    func finalize() { state.withLock { $0.finalized = $0.blocks.count - 1 } }

    /// From the next block on, the runtime is this one.
    func upgrade(_ runtime: ChainRuntime) { state.withLock { $0.runtime = runtime } }

    static func hash(_ block: Block) -> BlockHash { block.block.header.hash }

    /// Makes a block of the whole pool.
    static func mine(_ state: inout State, failing: Bool = false) {
        guard let last = state.blocks.last else { return }
        // The inherent comes first.
        var extrinsics: [[UInt8]] = [[0x10, 0x04, 0, 0, 0]]
        var events: [EventRecord] = [success(0)]
        var nonce = last.nonce
        for bytes in state.pool {
            guard let extrinsic = try? DecodedExtrinsic.decode(bytes, metadata: last.runtime.metadata) else { continue }
            let index = UInt32(extrinsics.count)
            nonce = extrinsic.nonce + 1
            state.included.append(extrinsic)
            extrinsics.append(bytes)
            if let signer = extrinsic.signer, !failing {
                events.append(
                    EventRecord(
                        phase: .extrinsic(index), pallet: "Demo", name: "Done", fields: .account(signer)))
            }
            events.append(failing ? failure(index) : success(index))
        }
        state.pool = []
        let header = BlockHeader(
            parentHash: hash(last), number: last.block.header.number + 1, stateRoot: .zero,
            extrinsicsRoot: BlockHash(hashing: Array(extrinsics.joined())),
            logs: [[0]])
        let type = last.runtime.metadata.types
        var stored: [UInt8] = []
        do {
            stored = try type.encode(.list(events.map(\.value)), as: 18)
        } catch {
            Issue.record("the script's events do not encode: \(error)")
        }
        state.blocks.append(
            Block(
                block: SignedBlock(header: header, extrinsics: extrinsics), events: stored, nonce: nonce,
                runtime: state.runtime))
    }

    private static func success(_ index: UInt32) -> EventRecord {
        EventRecord(
            phase: .extrinsic(index), pallet: "System", name: "ExtrinsicSuccess",
            fields: .fields(["dispatch_info": .fields(["pays_fee": .unsigned(0)])]))
    }

    private static func failure(_ index: UInt32) -> EventRecord {
        let error = ScaleValue.variant("Module", .fields(["index": .unsigned(7), "error": .bytes([30, 0, 0, 0])]))
        return EventRecord(
            phase: .extrinsic(index), pallet: "System", name: "ExtrinsicFailed",
            fields: .fields(["dispatch_error": error, "dispatch_info": .fields(["pays_fee": .unsigned(0)])]))
    }
}
