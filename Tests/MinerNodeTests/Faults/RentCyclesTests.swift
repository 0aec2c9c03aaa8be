import Docker
import Foundation
import Market
import MinerNode
import TestSupport
import Testing
import Timing

extension LiveEngineTests {
    /// A machine is rented and given back again and again.
    @Suite(.timeLimit(.minutes(10))) struct RentCyclesTests {
        /// 50 where there is time for it.
        private static let count = ProcessInfo.processInfo.environment["NI_LONG_TESTS"] == nil ? 10 : 50

        @Test("Rental after rental leaves nothing: no container, volume, network, image, file descriptor or memory")
        func cycles() async throws {
            // The first ones make what stays: the SSH base image, threads, pools.
            try await rent(3)
            let (listed, files) = (try await everything(), try ProcessFigures.openFiles)
            let memory = try ProcessFigures.memory
            try await rent(Self.count)
            #expect(try await everything().subtracting(listed).isEmpty)
            // Who closes a connection does not wait for the event loop that does it.
            for _ in 0..<1_000 where try ProcessFigures.openFiles.count > files.count {
                try await Pacing.rest(.milliseconds(10))
            }
            let open = try ProcessFigures.openFiles
            #expect(open.count <= files.count, "\(open) were \(files)")
            let growth = try ProcessFigures.memory - memory
            #expect(growth < 32 << 20, "memory has grown by \(growth >> 20) MiB")
        }

        /// Rents and gives back so often; every third renter has commands and a volume.
        private func rent(_ count: Int) async throws {
            try await RealMiner.with { miner in
                for cycle in 0..<count {
                    let key = try LoneKeys.fresh()
                    let (script, volume) = cycle % 3 == 0 ? ("touch /from-script", "/data") : ("", "/tmp")
                    let answer = try await miner.rent(key, script: script, volume: volume)
                    #expect(answer.status == true, "cycle \(cycle): \(answer.message ?? "")")
                    #expect(try await miner.giveBack(key).status == true, "cycle \(cycle)")
                }
                #expect(try await miner.objects().isEmpty)
                #expect(try miner.written().state == .free)
            }
        }

        /// Everything that the engine has, of whomever, with the layers of images that have no name.
        private func everything() async throws -> Set<String> {
            let path = try EngineFixture.socketPath
            let listed = try await DockerClient.with(socketPath: path, logger: .silent) { docker in
                try await docker.listContainers().map { "container \($0.id)" }
                    + docker.listVolumes().map { "volume \($0.name)" }
                    + docker.listNetworks().map { "network \($0.id)" }
            }
            let answer = try await Program.run(
                "/usr/bin/curl", ["-sS", "--fail", "--unix-socket", path, "http://docker/images/json?all=true"])
            try #require(answer.status == 0)
            let images = try JSONDecoder().decode([ImageSummary].self, from: Data(answer.output.utf8))
            return Set(listed + images.map { "image \($0.id)" })
        }
    }
}
