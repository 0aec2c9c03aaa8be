import Docker
import Foundation
import Keys
import Market
import MinerNode
import Testing

extension LiveEngineTests {
    /// What a renter may have done to a running container, on a real engine.
    struct ActionTests {
        private func address(_ order: ContainerOrder) -> SSHAddress {
            SSHAddress(port: order.sshPort, bind: order.sshBind)
        }

        private func act(
            _ action: ContainerAction, _ order: ContainerOrder, _ fixture: EngineFixture
        ) async throws -> ContainerState {
            try await fixture.host.act(action, on: order.id, address: address(order))
        }

        @Test("Paused, resumed and restarted, the machine is what each answer says, and its host key stays")
        func states() async throws {
            try await EngineFixture.with { fixture in
                var order = try await fixture.order()
                let ssh = SSHClient(directory: fixture.directory, port: order.sshPort)
                order.sshKey = try await ssh.makeKey()
                let container = try await fixture.provision(order)
                let hostKey = try #require(container.hostKey)
                try ssh.trust(hostKey)
                #expect(try await ssh.withKey("touch /root/mine; echo in").output == "in\n")
                #expect(try await act(.pause, order, fixture) == .paused)
                #expect(try await act(.pause, order, fixture) == .paused)
                #expect(try await fixture.host.state(of: order.id) == .paused)
                // Also what stands still can be restarted and re-keyed.
                #expect(try await act(.restart, order, fixture) == .running)
                #expect(try await ssh.withKey("ls /root/mine").output == "/root/mine\n")
                #expect(try await act(.pause, order, fixture) == .paused)
                #expect(try await act(.unpause, order, fixture) == .running)
                #expect(try await act(.unpause, order, fixture) == .running)
                #expect(try await ssh.withKey("echo again").output == "again\n")
                try await fixture.docker.killContainer(container.containerID)
                #expect(try await act(.pause, order, fixture) != .paused)
                #expect(try await act(.restart, order, fixture) == .running)
                #expect(try await ssh.withKey("echo back").output == "back\n")
            }
        }

        @Test("An exchanged key lets in, the old one does not, and a session that stands lives on")
        func exchange() async throws {
            try await EngineFixture.with { fixture in
                var order = try await fixture.order()
                let ssh = SSHClient(directory: fixture.directory, port: order.sshPort)
                order.sshKey = try await ssh.makeKey()
                let container = try await fixture.provision(order)
                let session = Task { try await ssh.withKey("echo begun > /root/session; sleep 6; cat /root/session") }
                while try await !fixture.inside(container, "cat /root/session").contains("begun") { await Task.yield() }

                let other = SSHClient(directory: fixture.directory, port: order.sshPort, name: "other")
                let key = try #require(SSHPublicKey(try await other.makeKey()))
                #expect(try await act(.exchangeKey(.terminal, key), order, fixture) == .running)
                #expect(try await ssh.withKey("echo user").output == "user\n")
                #expect(try await other.withKey("echo terminal").output == "terminal\n")
                #expect(try await act(.exchangeKey(.user, key), order, fixture) == .running)
                #expect(try await ssh.withKey("echo user").status != 0)
                #expect(try await other.withKey("echo both").output == "both\n")
                #expect(
                    try await fixture.inside(container, "cat /root/.ssh/authorized_keys")
                        == "\(key.line)\n\(key.line)\n")
                let first = try await session.value
                #expect(first.output == "begun\n")
                #expect(first.status == 0)
            }
        }

        @Test(
            "A tenant who made a mess of the keys' folder gets in again with an exchanged key",
            arguments: [
                "rm -rf /root/.ssh",
                "printf 'a\\nb\\nc\\n' > /root/.ssh/authorized_keys", "chmod 000 /root/.ssh /root/.ssh/authorized_keys",
            ])
        func mess(_ commands: String) async throws {
            try await EngineFixture.with { fixture in
                let order = try await fixture.order()
                let container = try await fixture.provision(order)
                _ = try await fixture.inside(container, commands)
                let ssh = SSHClient(directory: fixture.directory, port: order.sshPort)
                let key = try #require(SSHPublicKey(try await ssh.makeKey()))
                #expect(try await act(.exchangeKey(.user, key), order, fixture) == .running)
                #expect(try await ssh.withKey("echo in").output == "in\n")
            }
        }

        @Test("A tenant whose authorized keys are a link keeps them, and is told that the key was not written")
        func link() async throws {
            try await EngineFixture.with { fixture in
                let order = try await fixture.order()
                let container = try await fixture.provision(order)
                _ = try await fixture.inside(
                    container, "rm /root/.ssh/authorized_keys; ln -s /etc/passwd /root/.ssh/authorized_keys")
                let ssh = SSHClient(directory: fixture.directory, port: order.sshPort)
                let key = try #require(SSHPublicKey(try await ssh.makeKey()))
                await #expect(throws: HostError.notWritten("/root/.ssh/authorized_keys")) {
                    try await act(.exchangeKey(.user, key), order, fixture)
                }
                #expect(try await fixture.inside(container, "head -c 4 /etc/passwd") == "root")
                #expect(try await fixture.inside(container, "readlink /root/.ssh/authorized_keys") == "/etc/passwd\n")
            }
        }

        @Test("The host key is the container's own, and another container has another")
        func hostKeys() async throws {
            try await EngineFixture.with { fixture in
                let (one, two) = (try await fixture.order(), try await fixture.order())
                let first = try await fixture.provision(one)
                let second = try await fixture.provision(two)
                #expect(first.hostKey != nil)
                #expect(first.hostKey != second.hostKey)
                let line = try await fixture.inside(first, "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub")
                #expect(line.contains(try #require(first.hostKey).fingerprint))
            }
        }

        @Test("With a disk limit the container is made, and the renter is told where the storage cannot keep it")
        func diskLimit() async throws {
            try await EngineFixture.with { fixture in
                var order = try await fixture.order()
                order.limits = ContainerLimits(nanoCPUs: 1_000_000_000, memory: 256 << 20, disk: 4 << 30)
                let container = try await fixture.provision(order)
                let details = try await fixture.docker.inspectContainer(container.containerID)
                #expect(details.host.memory == 256 << 20)
                if let note = container.note { #expect(note.contains("cannot limit the disk")) }
            }
        }

        @Test("The Python program's container is looked at, restarted and removed like ours, once it is taken over")
        func takenOver() async throws {
            try await EngineFixture.with { fixture in
                // It has the name and nothing else: whoever runs the Python program here keeps its container.
                let taken = try? await fixture.docker.inspectContainer("ssh-container")
                try #require(taken == nil, "a container of the Python program is here")
                var spec = ContainerSpec(image: EngineFixture.image)
                spec.entrypoint = ["/bin/sleep", "1000"]
                spec.host.initProcess = true
                let made = try await fixture.docker.createContainer(spec, name: "ssh-container")
                try await fixture.docker.startContainer(made.id)
                let id = SecureRandom.bytes(16).map { String(format: "%02x", $0) }.joined()
                #expect(try await fixture.host.state(of: id) == .absent)
                fixture.host.takeOver(id)
                #expect(try await fixture.host.state(of: id) == .running)
                try await fixture.docker.killContainer(made.id)
                try await fixture.host.start(id)
                #expect(try await fixture.host.state(of: id) == .running)
                try await fixture.host.remove(id)
                #expect(try await fixture.host.state(of: id) == .absent)
                await #expect(throws: DockerError.self) { try await fixture.docker.inspectContainer(made.id) }
            }
        }
    }
}
