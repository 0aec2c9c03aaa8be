import Keys
import Market
import Synchronization
import Wire

/// A miner behind a real axon that rents itself out honestly unless a test says otherwise.
final class ScriptedMiner: Sendable {
    /// What it does about a provisioning request.
    enum Provisioning: Sendable {
        case honest
        /// Says no, and nothing is there.
        case refuses
        /// Does it, and fails before it answers.
        case breaks
        /// Does it, and answers when the gate opens.
        case waits(Gate)
        /// Does it, and answers this instead of the sealed access data.
        case answers(String)
        /// Does it, and answers these access data.
        case seals(AccessInfo)
    }

    /// What it does about a release.
    enum Releasing: Sendable {
        case honest
        /// Fails without doing anything.
        case breaks
        /// Says no, though the rental stands.
        case refuses
        /// Like Python's: no, unless the container of this key runs.
        case wantsRunning
    }

    enum Call: Sendable, Equatable {
        case check
        case provision
        case isAllocated
        case release
        case act(String)
    }

    struct State: Sendable {
        var isBusy = false
        var provisioning = Provisioning.honest
        var releasing = Releasing.honest
        /// It fails before it says whether it is free.
        var checkBreaks = false
        /// It says no to pause, restart and their like.
        var refusesActions = false
        /// The container of the rental is paused, as `pause` makes it.
        var isPaused = false
        /// It does not run for another reason: it restarts, say.
        var isDown = false
        /// Nobody may call it, from its next answer to a check on.
        var closesAfterCheck = false
        var isClosed = false
        /// The key of the rental that stands.
        var rentedBy: String?
        var calls: [Call] = []
    }

    struct Broken: Error {}

    static let access = AccessInfo(username: "root", password: "secret-canary", port: 4_444, version: 190)

    private let state = Mutex(State())

    var now: State { state.withLock { $0 } }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    /// The axon's route.
    var route: MessageRoute {
        MessageRoute(
            Allocate.name, bonus: 3, acts: { (message: Allocate) in !message.checking },
            handler: { message, _ in
                var answer = message
                answer.output = try await self.answer(message)
                return answer
            })
    }

    /// What it answers to a message that has come through its door.
    func answer(_ message: Allocate) async throws -> AllocateOutput {
        if message.dockerChange {
            let action = message.dockerAction.action
            change { $0.calls.append(.act(action)) }
            let isDone = !now.refusesActions && now.rentedBy == message.publicKey
            if isDone { change { $0.isPaused = action == "pause" } }
            return AllocateOutput(status: isDone)
        }
        switch (message.checking, message.timeline > 0) {
        case (true, true):
            change { state in
                state.calls.append(.check)
                state.isClosed = state.closesAfterCheck
            }
            if now.checkBreaks { throw Broken() }
            return AllocateOutput(status: !now.isBusy && now.rentedBy == nil, port: 4_444)
        case (true, false):
            change { $0.calls.append(.isAllocated) }
            return AllocateOutput(status: runs(message.publicKey), port: 4_444)
        case (false, true):
            change { $0.calls.append(.provision) }
            return try await provision(message)
        case (false, false):
            change { $0.calls.append(.release) }
            return try release(message)
        }
    }

    private func runs(_ publicKey: String) -> Bool {
        let now = now
        return now.rentedBy == publicKey && !now.isPaused && !now.isDown
    }

    private func provision(_ message: Allocate) async throws -> AllocateOutput {
        let behaviour = now.provisioning
        if case .refuses = behaviour { return AllocateOutput(status: false, message: "no room") }
        change { $0.rentedBy = message.publicKey }
        let key = try RenterPublicKey(pem: message.publicKey)
        switch behaviour {
        case .honest, .refuses: break
        case .breaks: throw Broken()
        case .waits(let gate): await gate.pass()
        case .answers(let text): return AllocateOutput(status: true, info: text, port: 4_444)
        case .seals(let info): return AllocateOutput(status: true, info: try key.seal(info), port: 4_444)
        }
        return AllocateOutput(status: true, info: try key.seal(Self.access), port: 4_444)
    }

    private func release(_ message: Allocate) throws -> AllocateOutput {
        switch now.releasing {
        case .breaks: throw Broken()
        case .refuses:
            let stands = now.rentedBy == message.publicKey
            return AllocateOutput(status: false, allocation: stands ? .allocated : .absent)
        case .wantsRunning:
            guard runs(message.publicKey) else { return AllocateOutput(status: false) }
        case .honest: break
        }
        change { if $0.rentedBy == message.publicKey { $0.rentedBy = nil } }
        return AllocateOutput(status: true)
    }
}

extension ScriptedMiner: CallerStanding {
    func standing(of hotkey: AccountID) -> Standing {
        now.isClosed ? .refused(reason: "Not enough stake!") : .admitted(priority: 1)
    }
}
