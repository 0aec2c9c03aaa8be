import Docker
import NIOCore
import Testing

/// Images, volumes and networks on a real engine.
@Suite(.enabled(if: LiveEngine.isPresent, LiveEngine.comment))
struct LiveImageTests {
    @Test("An image is built from a context, found by its label, and removed")
    func build() async throws {
        try await LiveEngine.with { client, name in
            var context = TarWriter()
            try context.file("Dockerfile", text: "FROM \(LiveEngine.image)\nARG X\nRUN echo built-$X\nCOPY f /f\n")
            try context.file("f", text: "f")
            var options = BuildOptions(tag: name + ":1")
            options.labels = ["ni.test": name]
            options.arguments = ["X": "7"]
            var output = ""
            var image: String?
            for try await message in try await client.buildImage(context: context.finished(), options: options) {
                if case .output(let text) = message { output += text }
                if case .image(let id) = message { image = id }
            }
            #expect(output.contains("built-7"))
            let found = try await client.listImages(filters: .labels("ni.test=\(name)"))
            #expect(found.map(\.id) == [image])
            #expect(found.first?.tags == [name + ":1"])
            try await client.tagImage(name + ":1", repository: name, tag: "2")
            #expect(try await client.inspectImage(name + ":2").config?.labels?["ni.test"] == name)
            #expect(try await client.imageHistory(name + ":1").contains { $0.createdBy.contains("COPY") })
            try await client.removeImage(name + ":2")
            try await client.removeImage(name + ":1")
            let gone = await #expect(throws: DockerError.self) { try await client.removeImage(name + ":1") }
            #expect(gone?.isNotFound == true)
        }
    }

    @Test("A build that fails says so in its last message")
    func failingBuild() async throws {
        try await LiveEngine.with { client, name in
            var context = TarWriter()
            try context.file("Dockerfile", text: "FROM \(LiveEngine.image)\nRUN echo before; exit 9\n")
            var messages: [BuildMessage] = []
            let options = BuildOptions(tag: name + ":1")
            for try await message in try await client.buildImage(context: context.finished(), options: options) {
                messages.append(message)
            }
            #expect(messages.contains(.output("before\n")))
            guard case .failed(let reason) = messages.last else {
                Issue.record("\(messages)")
                return
            }
            #expect(reason.contains("9"))
        }
    }

    @Test("An image is imported from a stream")
    func importing() async throws {
        try await LiveEngine.with { client, name in
            var tar = TarWriter()
            try tar.file("hello", text: "hello")
            let bytes = tar.finished()
            let stream = AsyncStream<ByteBuffer> { continuation in
                continuation.yield(ByteBuffer(bytes: bytes[..<700]))
                continuation.yield(ByteBuffer(bytes: bytes[700...]))
                continuation.finish()
            }
            var last: BuildMessage?
            for try await message in try await client.importImage(streaming: stream, repository: name, tag: "1") {
                last = message
            }
            let id = try await client.inspectImage(name + ":1").id
            #expect(last == .status(id))
            try await client.removeImage(name + ":1")
        }
    }

    @Test("A volume and a network are created, listed by label and removed")
    func volumeAndNetwork() async throws {
        try await LiveEngine.with { client, name in
            let labels = ["ni.test": name]
            try await client.createVolume(name, labels: labels)
            #expect(try await client.inspectVolume(name).labels == labels)
            #expect(try await client.listVolumes(filters: .labels("ni.test=\(name)")).map(\.name) == [name])
            try await client.removeVolume(name)
            let noVolume = await #expect(throws: DockerError.self) { try await client.removeVolume(name) }
            #expect(noVolume?.isNotFound == true)

            let spec = NetworkSpec(
                name: name, labels: labels, options: ["com.docker.network.bridge.enable_icc": "false"])
            let id = try await client.createNetwork(spec)
            let again = await #expect(throws: DockerError.self) { try await client.createNetwork(spec) }
            #expect(again?.isConflict == true)
            #expect(try await client.inspectNetwork(name).id == id)
            #expect(try await client.listNetworks(filters: .labels("ni.test=\(name)")).map(\.name) == [name])
            try await client.removeNetwork(name)
            let noNetwork = await #expect(throws: DockerError.self) { try await client.removeNetwork(name) }
            #expect(noNetwork?.isNotFound == true)
        }
    }
}
