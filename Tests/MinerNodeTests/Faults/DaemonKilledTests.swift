import Docker
import Foundation
import Market
import MinerNode
import Testing
import Timing

extension LiveEngineTests {
    /// The engine's daemon dies under a miner and comes back.
    @Suite(.enabled(if: PrivateEngine.isPossible, PrivateEngine.comment), .timeLimit(.minutes(5)))
    struct DaemonKilledTests {
        @Test("A daemon killed at any step of a rental leaves ledger and engine agreeing, and a machine to rent")
        func eachStep() async throws {
            try await PrivateEngine.with { engine in
                let trap = Trap()
                try await RealMiner.with(.init(socketPath: engine.socketPath, trap: trap)) { miner in
                    try await miner.host.prepareBase()
                    for step in ProvisionStep.allCases {
                        trap.set(at: .reached(step)) { try await engine.kill() }
                        // An image of the renter's own differs from none at the first step only.
                        let script = step == .imageBuilt ? "true" : ""
                        try await diesWhileRenting(miner, engine, script, "killed when \(step.rawValue)")
                        #expect(!trap.isSet)
                    }
                    for moment in [HostMoment.removing, .removed] {
                        try await diesWhileReleasing(miner, engine, trap, "killed when \(moment)", at: moment) {}
                    }
                    try await diesWhileReleasing(miner, engine, trap, "killed in a removal", at: .removing) {
                        for container in try await miner.host.owned() {
                            try await miner.docker.removeContainer(container.containerID, force: true)
                        }
                    }
                    try await diesWhileBuilding(miner, engine)
                }
            }
        }

        private func diesWhileRenting(
            _ miner: RealMiner, _ engine: PrivateEngine, _ script: String, _ name: Comment
        ) async throws {
            let key = try LoneKeys.fresh()
            let answer = try await miner.rent(key, script: script, volume: "/data")
            // Without an engine nothing can be cleaned up, so the ledger still knows of it.
            #expect(try miner.written().state.rental != nil, name)
            #expect(try await miner.ask(.isFree).status == false, name)
            try await engine.start()
            if answer.status == true {
                // The daemon died after the last of what the miner needs it for: then the promise holds.
                try await miner.reconcile(until: name) { try await miner.ssh.withKey("ls -d /data").status == 0 }
                #expect(try await miner.giveBack(key).status == true, name)
            } else {
                #expect(answer.info == nil, name)
                #expect(answer.message?.isEmpty == false, name)
            }
            try await miner.comesToRest(name)
            try await miner.rentsAgain(name)
        }

        private func diesWhileReleasing(
            _ miner: RealMiner, _ engine: PrivateEngine, _ trap: Trap, _ name: Comment, at moment: HostMoment,
            _ before: @escaping @Sendable () async throws -> Void
        ) async throws {
            let key = try LoneKeys.fresh()
            #expect(try await miner.rent(key, script: "true", volume: "/data").status == true, name)
            trap.set(at: moment) {
                try await before()
                try await engine.kill()
            }
            let answer = try await miner.giveBack(key)
            // What was removed before the daemon died stays so.
            #expect(answer.status == (moment == .removed), name)
            #expect(try miner.written().state.label == (moment == .removed ? "free" : "releasing"), name)
            try await engine.start()
            try await miner.comesToRest(name)
            #expect(try await miner.giveBack(key).status == true, name)
            try await miner.rentsAgain(name)
        }

        private func diesWhileBuilding(_ miner: RealMiner, _ engine: PrivateEngine) async throws {
            let name: Comment = "killed in a build"
            async let answer = miner.rent(try LoneKeys.fresh(), script: "sleep 60")
            // The container of the build, which is not one of an allocation.
            while try await miner.docker.listContainers(filters: .labels("ni.miner=\(miner.hotkey)")).isEmpty {
                try await Pacing.rest(.milliseconds(20))
            }
            try await engine.kill()
            #expect(try await answer.status == false, name)
            try await engine.start()
            try await miner.comesToRest(name)
            try await miner.rentsAgain(name)
        }

        @Test("A rental outlives its daemon, killed or stopped: the same container, its keys, its files, its deadline")
        func standing() async throws {
            try await PrivateEngine.with { engine in
                try await RealMiner.with(.init(socketPath: engine.socketPath)) { miner in
                    let key = try LoneKeys.fresh()
                    #expect(try await miner.rent(key, volume: "/data").status == true)
                    let look = "cat /etc/ssh/ssh_host_ed25519_key.pub; cat /data/a /b"
                    let first = try await miner.ssh.withKey("echo one >/data/a; echo two >/b; \(look)")
                    #expect(first.output.hasSuffix("\none\ntwo\n"))
                    let objects = try await miner.objects()
                    let state = await miner.keeper.state
                    for signal in [SIGKILL, SIGTERM] {
                        try await engine.kill(signal)
                        await miner.keeper.reconcile()
                        let answer = try await miner.ask(Allocate(timeline: 0, checking: true, publicKey: key))
                        #expect(answer.status == false)
                        #expect(answer.message == "the container engine does not answer")
                        #expect(await miner.keeper.state == state, "an engine that is away ends no rental")
                        try await engine.start()
                        try await miner.reconcile(until: "signal \(signal)") {
                            try await miner.ssh.withKey(look).output == first.output
                        }
                        #expect(try await miner.objects() == objects)
                        #expect(await miner.keeper.state == state)
                        #expect(try miner.written().state == state)
                    }
                    #expect(try await miner.giveBack(key).status == true)
                    #expect(try await miner.objects().isEmpty)
                }
            }
        }
    }
}
