import Docker
import Foundation
import Market
import Synchronization
import Testing

@testable import MinerNode

/// What the miner makes of answers that a test's engine seldom gives.
@Suite(.timeLimit(.minutes(1))) struct EngineAnswersTests {
    private typealias Answer = EngineStub.Answer

    @Test("Two who need the SSH layer at once get it from one build")
    func oneBuild() async throws {
        let gate = Gate()
        let isBuilt = Mutex(false)
        try await EngineStub.with { request in
            switch request.name {
            case "GET /images/base/json": return .json(#"{"Id":"sha256:b"}"#)
            case "POST /build":
                try? await gate.pass()
                isBuilt.withLock { $0 = true }
                return .json(#"{"stream":"Step 1\n"}"# + "\n")
            default: return isBuilt.withLock { $0 } ? .json(#"{"Id":"sha256:layer"}"#) : .notFound
            }
        } _: { host, stub in
            let tag = SSHBaseRecipe.tag(baseID: "sha256:b")
            let first = Task { try await host.prepareBase() }
            await gate.someoneArrived()
            let second = Task { try await host.prepareBase() }
            while host.builds.waiting(for: tag) < 2 { await Task.yield() }
            gate.open()
            try await first.value
            try await second.value
            #expect(stub.requests.count { $0.name == "POST /build" } == 1)
            // The next finds it.
            try await host.prepareBase()
            #expect(stub.requests.count { $0.name == "POST /build" } == 1)
        }
    }

    @Test("A base image for which no NumPy can be had makes a layer all the same, and is warned about")
    func noNumPy() async throws {
        let log = CapturedLog()
        let isBuilt = Mutex(false)
        try await EngineStub.with(logger: log.logger) { request in
            switch request.name {
            case "GET /images/base/json": return .json(#"{"Id":"sha256:b"}"#)
            case "POST /build":
                isBuilt.withLock { $0 = true }
                return .json(#"{"stream":"\#(SSHBaseRecipe.noNumPy)\n"}"# + "\n" + #"{"stream":"Step 9"}"# + "\n")
            default: return isBuilt.withLock { $0 } ? .json(#"{"Id":"sha256:layer"}"#) : .notFound
            }
        } _: { host, _ in
            try await host.prepareBase()
            #expect(log.text.contains("warning the base image has no Python with NumPy"), "\(log.text)")
        }
    }

    /// An engine that runs check containers, which say `words`; only the images named exist.
    private func runner(_ words: String, images: [String]) -> @Sendable (EngineStub.Request) async -> Answer {
        { request in
            let path = request.path
            if request.method == "GET", path.hasPrefix("/images/") {
                let isThere = images.contains(String(path.dropFirst(8).dropLast(5)))
                return isThere ? .json(#"{"Id":"sha256:b"}"#) : .notFound
            }
            switch request.name {
            case "GET /containers/json": return .json("[]")
            case "POST /containers/create": return .json(#"{"Id":"c1"}"#)
            case "POST /containers/c1/wait": return .json(#"{"StatusCode":0}"#)
            case "GET /containers/c1/logs":
                return Answer(body: [1, 0, 0, 0, 0, 0, 0, UInt8(words.utf8.count)] + Array(words.utf8))
            default: return .done
            }
        }
    }

    @Test("The check container's words are readable whatever the engine does with logs by default")
    func logDriver() async throws {
        try await EngineStub.with(runner("nicompute-engine-works", images: ["base"])) { host, stub in
            try await host.checkContainers()
            let create = try #require(stub.requests.first { $0.name == "POST /containers/create" })
            #expect(
                create.text.contains(#""LogConfig":{"Config":{"max-file":"1","max-size":"1m"},"Type":"json-file"}"#),
                "\(create.text)")
            #expect(stub.requests.last?.name == "DELETE /containers/c1")
        }
    }

    @Test("For NumPy the SSH layer is asked, and before there is one the base image", arguments: [true, false])
    func numPy(isLayered: Bool) async throws {
        let layer = SSHBaseRecipe.tag(baseID: "sha256:b")
        let images = ["base"] + (isLayered ? [layer] : [])
        for (words, isThere) in [("nicompute-engine-works", true), ("", false)] {
            try await EngineStub.with(runner(words, images: images)) { host, stub in
                #expect(try await host.hasNumPy() == isThere)
                let create = try #require(stub.requests.first { $0.name == "POST /containers/create" })
                #expect(create.text.contains(#""Image":"\#(isLayered ? layer : "base")""#), "\(create.text)")
            }
        }
    }

    @Test("The engine's directory is what it says; one that does not answer has none that is known")
    func dataRoot() async throws {
        let info = #"{"Name":"host","NCPU":1,"MemTotal":1,"Driver":"overlay2","DockerRootDir":"/data/docker"}"#
        try await EngineStub.with({ _ in .json(info) }) { host, _ in
            #expect(await host.dataRoot() == "/data/docker")
        }
        try await EngineStub.with({ _ in .notFound }) { host, _ in #expect(await host.dataRoot() == nil) }
    }

    @Test("A link or folder in place of the authorized keys is left alone, and the exchange says so")
    func linkedKeys() async throws {
        var link = TarWriter()
        try link.symlink("authorized_keys", to: "/data/keys")
        var folder = TarWriter()
        try folder.directory("authorized_keys")
        for archive in [link.finished(), folder.finished()] {
            try await EngineStub.with { request in
                switch request.name {
                case "GET /containers/json":
                    return .json(
                        #"[{"Id":"c1","Image":"i","ImageID":"s","State":"running","Status":"Up","Created":1,"#
                            + #""Labels":{"ni.miner":"m","ni.allocation":"0f","ni.kind":"tenant"}}]"#)
                case "GET /containers/c1/archive": return Answer(body: archive)
                default: return .done
                }
            } _: { host, stub in
                let key = try #require(SSHPublicKey(Self.key))
                await #expect(throws: HostError.notWritten("/root/.ssh/authorized_keys")) {
                    try await host.act(
                        .exchangeKey(.terminal, key), on: "0f", address: SSHAddress(port: 1, bind: nil))
                }
                #expect(!stub.requests.contains { $0.method == "PUT" })
            }
        }
    }

    private static var key: String {
        let type = Array("ssh-ed25519".utf8)
        let bytes = [0, 0, 0, UInt8(type.count)] + type + [0, 0, 0, 32] + [UInt8](repeating: 7, count: 32)
        return "ssh-ed25519 " + Data(bytes).base64EncodedString()
    }

    @Test(
        "Every line but the exchanged one stays, whatever ends it",
        arguments: ["a\nb\nc\n", "a\r\nb\r\nc\r\n", "a\nb\r\nc", "a\r\nb\nc\n\n\n"])
    func keyLines(text: String) throws {
        let key = try #require(SSHPublicKey(Self.key))
        var user = AuthorizedKeys(text)
        user.put(key, at: .user)
        #expect(user.text == "\(key.line)\nb\nc\n")
        var terminal = AuthorizedKeys(text)
        terminal.put(key, at: .terminal)
        #expect(terminal.text == "a\n\(key.line)\nc\n")
    }
}
