import AsyncHTTPClient
import DevNet
import Foundation
import NIOCore
import NIOFoundationCompat
import Testing

extension NetworkStories {
    @Suite(.serialized, .timeLimit(.minutes(3))) struct LocalnetStory {
        private static func withoutSpecs(_ file: ReadyFile) -> ReadyFile {
            var file = file
            for place in file.miners.indices { file.miners[place].specs = nil }
            return file
        }

        @Test("A local network keeps its rental over a stop, comes back the same, and is removed without a trace")
        func life() async throws {
            try await RealEngine.prepare()
            let directory = FileManager.default.temporaryDirectory.appending(path: "ni-local-\(UUID().uuidString)").path
            let log = directory + ".log"
            defer {
                try? FileManager.default.removeItem(atPath: directory)
                try? FileManager.default.removeItem(atPath: log)
            }
            let port = try await Port.free("127.0.0.1")
            var started: [NodeProcess] = []
            func run(_ more: [String] = []) throws -> NodeProcess {
                let process = try NodeProcess(
                    ["localnet", "--data", directory, "--base-image", RealEngine.image, "--api.port", "\(port)"] + more,
                    logPath: log)
                started.append(process)
                return process
            }
            var hotkeys: [String] = []
            do {
                let first = try run()
                let made = try await ready(directory, first)
                hotkeys = made.miners.map(\.hotkey)
                let hotkey = try #require(hotkeys.first)
                let before = try await ChainCLI(made.chain).heights()
                #expect(try await ChainCLI(made.chain).axon(of: hotkey) == made.miners.first?.axon)
                let rented = try await withAPI(made) { api async throws in
                    try #require(try await api.allocate(hotkey).rented)
                }
                let page = try await HTTPClient.shared.execute(
                    HTTPClientRequest(url: made.hub), timeout: .seconds(10)
                ).body.collect(upTo: 1 << 20)
                #expect(String(buffer: page).contains(hotkey), "people see the miner in a browser")
                let ssh = SSHClient(directory: directory, ip: rented.ip, port: rented.port)
                #expect(try await ssh.withPassword(rented.password, "echo rented") == "rented")
                // What runs is not removed under its feet.
                guard case .exit(let refusal) = try await run(["--clean"]).waitForEnd() else { throw Unexpected() }
                #expect(refusal != 0)
                first.send(SIGTERM)
                #expect(try await first.waitForEnd(within: .seconds(10)) == .exit(0))
                #expect(!FileManager.default.fileExists(atPath: "\(directory)/ready.json"))
                #expect(try await ssh.withPassword(rented.password, "echo kept") == "kept")

                let second = try run()
                let back = try await ready(directory, second)
                // But for how much of the disk is free, which is everybody's.
                #expect(Self.withoutSpecs(back) == Self.withoutSpecs(made))
                let after = try await ChainCLI(back.chain).heights()
                #expect(after.genesis == before.genesis)
                #expect(after.head >= before.head)
                #expect(try await ChainCLI(back.chain).axon(of: hotkey) == made.miners.first?.axon)
                try await withAPI(back) { api async throws in
                    #expect(try await api.allocations() == [rented])
                    try await Eventually.holds("the release is not confirmed") {
                        try await api.deallocate(hotkey, uuid: rented.uuid).status == 200
                    }
                    #expect(try await api.allocations() == [])
                }
                #expect(try await RealEngine.objects(of: hotkey) == [])
                second.send(SIGINT)
                #expect(try await second.waitForEnd(within: .seconds(10)) == .exit(0))

                let third = try run(["--clean"])
                #expect(try await third.waitForEnd() == .exit(0))
                #expect(!FileManager.default.fileExists(atPath: directory))
            } catch {
                print((try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
                for process in started { try? await process.stop() }
                for hotkey in hotkeys { try? await RealEngine.clean(hotkey) }
                throw error
            }
        }

        private struct Unexpected: Error {}

        private func ready(_ directory: String, _ process: NodeProcess) async throws -> ReadyFile {
            let path = "\(directory)/ready.json"
            try await Eventually.holds("the local network does not start", within: .seconds(60)) {
                try #require(process.end == nil, "localnet ended at its start")
                return FileManager.default.fileExists(atPath: path)
            }
            return try JSONDecoder().decode(ReadyFile.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        }

        private func withAPI<R>(
            _ ready: ReadyFile, isolation: isolated (any Actor)? = #isolation,
            _ body: (APIClient) async throws -> R
        ) async throws -> R {
            try await APIClient.with(
                ready.api.url, ca: ready.api.ca, certificate: ready.api.clientCert, key: ready.api.clientKey, body)
        }
    }
}
