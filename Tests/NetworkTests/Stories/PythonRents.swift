import JSON
import Market
import Testing

extension NetworkStories {
    /// Bittensor 9.0.0's dendrite, as the Python program's validators use it, rents a machine of our miner.
    @Suite(
        .serialized, .timeLimit(.minutes(3)), .enabled(if: PythonRenter.interpreter != nil, PythonRenter.comment))
    struct PythonRents {
        @Test("It rents, asks, pauses, resumes, changes the key, restarts and releases; a stranger changes nothing")
        func all() async throws {
            try await Cluster.with { cluster async throws in
                try await cluster.startMiner(more: ["--axon.unsigned-bodies", "allow"])
                let python = PythonRenter(cluster: cluster)
                let pair = try RenterPrivateKey.generate()
                let sshKey = try await SSHClient.makeKey(in: cluster.directory)
                func act(_ action: String, key: String = "") -> Allocate {
                    Allocate(
                        timeline: 0, checking: false, publicKey: pair.publicPEM, dockerChange: true,
                        dockerAction: DockerAction(action: action, sshKey: key, keyType: key.isEmpty ? "" : "user"))
                }
                let isMine = Allocate(timeline: 0, checking: true, publicKey: pair.publicPEM)
                let rent = Allocate(
                    timeline: 1, deviceRequirement: .anyMachine, checking: false, publicKey: pair.publicPEM)
                let answers = try await python.ask([
                    Allocate(timeline: 1, checking: true), rent, Allocate(timeline: 1, checking: true), isMine,
                    act("pause"), isMine, act("resume"), act("exchange_key", key: sshKey), act("restart"),
                ])
                let expected = [true, true, false, true, true, true, true, true, true]
                #expect(answers.map { $0["status"] == .bool(true) } == expected)
                #expect(answers.allSatisfy { $0["port"]?.integer == Int64(cluster.sshPort) })
                #expect(answers[5]["container"]?.text == "paused")

                let info = try pair.open(try #require(answers[1]["info"]?.text))
                #expect(info.hostKey != nil)
                #expect(try await cluster.ssh.withPassword(info.password, "echo by password") == "by password")
                #expect(try await cluster.ssh.withKey("echo by key") == "by key")

                var foreign = act("pause")
                foreign.publicKey = try RenterPrivateKey.generate().publicPEM
                let release = Allocate(timeline: 0, checking: false, publicKey: pair.publicPEM)
                let last = try await python.ask([
                    foreign, isMine, release, release, Allocate(timeline: 1, checking: true),
                ])
                #expect(last.map { $0["status"] == .bool(true) } == [false, true, true, true, true])
                #expect(try await cluster.objects() == [])
            }
        }
    }
}
