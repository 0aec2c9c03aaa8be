import Docker
import Testing

/// Containers on a real engine.
@Suite(.enabled(if: LiveEngine.isPresent, LiveEngine.comment))
struct LiveContainerTests {
    @Test("The engine tells its version and its host")
    func identity() async throws {
        try await LiveEngine.with { client, _ in
            let spoken = try await client.ping()
            #expect(spoken >= .oldest && spoken <= .newest)
            #expect(try await client.version().operatingSystem == "linux")
            #expect(try await client.info().processors > 0)
        }
    }

    @Test("A container goes through its whole life")
    func life() async throws {
        try await LiveEngine.with { client, name in
            let id = try await LiveEngine.sleeper(client, name)
            #expect(try await client.inspectContainer(id).state.status == .running)
            let again = await #expect(throws: DockerError.self) { try await client.startContainer(id) }
            #expect(again?.isNotModified == true)
            try await client.pauseContainer(id)
            #expect(try await client.inspectContainer(id).state.status == .paused)
            try await client.unpauseContainer(id)
            try await client.renameContainer(id, to: name + "-2")
            try await client.updateContainer(id, ContainerUpdate(restartPolicy: .unlessStopped))
            let listed = try await client.listContainers(filters: .labels("ni.test=\(name)"))
            #expect(listed.map(\.id) == [id])
            #expect(listed.first?.names == [name + "-2"])
            try await client.restartContainer(id, grace: .zero)
            #expect(try await client.inspectContainer(id).host.restartPolicy == .unlessStopped)
            try await client.stopContainer(id, grace: .seconds(1))
            #expect(try await client.inspectContainer(id).state.status == .exited)
            try await client.removeContainer(id)
            let gone = await #expect(throws: DockerError.self) { try await client.inspectContainer(id) }
            #expect(gone?.isNotFound == true)
        }
    }

    @Test("A program in a container gives its output, error and exit code")
    func exec() async throws {
        try await LiveEngine.with { client, name in
            let id = try await LiveEngine.sleeper(client, name)
            let result = try await client.exec(["/bin/sh", "-c", "echo out; echo err >&2; exit 3"], in: id)
            #expect(result.exitCode == 3)
            #expect(result.output.standardOutput == Array("out\n".utf8))
            #expect(result.output.standardError == Array("err\n".utf8))
            let much = try await client.exec(["/bin/sh", "-c", "head -c 3000000 /dev/zero"], in: id, limit: 1000)
            #expect(much.output.standardOutput.count == 1000)
            #expect(much.output.isTruncated)
            await #expect(throws: DockerError.self) {
                try await client.exec(["/bin/sleep", "60"], in: id, timeout: .milliseconds(500))
            }
        }
    }

    @Test("A file put into a created container is there with its mode, and is read back")
    func archive() async throws {
        try await LiveEngine.with { client, name in
            var spec = ContainerSpec(image: LiveEngine.image)
            spec.command = ["/bin/sh", "-c", "stat -c '%a %u %n' /etc/ni /etc/ni/f; cat /etc/ni/f; exit 4"]
            spec.labels = ["ni.test": name]
            let id = try await client.createContainer(spec, name: name).id
            var tar = TarWriter()
            try tar.directory("etc/ni", mode: 0o700)
            try tar.file("etc/ni/f", text: "hello\n", mode: 0o600)
            try await client.putArchive(tar.finished(), into: id, at: "/")
            try await client.startContainer(id)
            #expect(try await client.waitForContainer(id, timeout: .seconds(20)) == 4)
            #expect(try await client.containerLogs(id).text == "700 0 /etc/ni\n600 0 /etc/ni/f\nhello\n")
            let entries = try TarEntry.read(try await client.getArchive(of: "/etc/ni/f", from: id))
            #expect(entries.map(\.contents) == [Array("hello\n".utf8)])
            await #expect(throws: DockerError.self) {
                try await client.getArchive(of: "/usr/bin", from: id, limit: 10_000)
            }
        }
    }

    @Test("The end of a container comes as an event with its exit code")
    func events() async throws {
        try await LiveEngine.with { client, name in
            let stream = try await client.events(filters: ["label": ["ni.test=\(name)"], "event": ["die", "destroy"]])
            let id = try await LiveEngine.sleeper(client, name)
            try await client.removeContainer(id, force: true)
            var actions: [String] = []
            for try await event in stream {
                #expect(event.actor.id == id)
                actions.append(event.action)
                if event.action == "destroy" { break }
            }
            #expect(actions == ["die", "destroy"])
        }
    }

    @Test("Removing twice at once leaves nothing, and every refusal is 404 or 409")
    func removeTwice() async throws {
        try await LiveEngine.with { client, name in
            let id = try await LiveEngine.sleeper(client, name)
            await withTaskGroup(of: DockerError?.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        do throws(DockerError) {
                            try await client.removeContainer(id, force: true)
                            return nil
                        } catch {
                            return error
                        }
                    }
                }
                for await error in group { #expect(error.map { $0.isNotFound || $0.isConflict } ?? true) }
            }
        }
    }
}
