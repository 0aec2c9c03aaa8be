import Foundation
import Market
import MinerNode
import NIOCore
import NIOPosix
import Testing
import Timing

extension LiveEngineTests {
    /// Rentals that cannot be: the renter hears why, the machine is free again, and nothing of them is left.
    @Suite(.timeLimit(.minutes(3))) struct FailingRentTests {
        @Test("A missing base image is named")
        func imageMissing() async throws {
            try await RealMiner.with(.init(baseImage: "no-such-image:1")) { miner in
                let message = try await refusal(miner, script: "true")
                #expect(message == "this machine does not have the base image no-such-image:1")
            }
        }

        @Test("An SSH port that another program has is named, and is used as soon as it is free")
        func portTaken() async throws {
            try await RealMiner.with { miner in
                let port = miner.ssh.port
                let other = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                    .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
                    .bind(host: "127.0.0.1", port: port).get()
                let message = try await refusal(miner, volume: "/data")
                #expect(message == "port \(port) of this machine is taken by another program")
                try await other.close()
                try await miner.rentsAgain("the port is free")
            }
        }

        @Test("A build that hangs is ended when the renter's time is over, and holds up no question meanwhile")
        func buildHangs() async throws {
            try await RealMiner.with { miner in
                try await miner.host.prepareBase()
                async let message = refusal(miner, script: "echo begun; sleep 600", timeout: 15)
                var answer = try await miner.ask(.isFree)
                while answer.message != "the machine is provisioning" {
                    try await Pacing.rest(.milliseconds(10))
                    answer = try await miner.ask(.isFree)
                }
                #expect(answer.status == false)
                let reason = try await message
                #expect(reason.contains("begun"))
                #expect(reason.contains("longer than 10 s"))
                try await miner.rentsAgain("the build has ended")
            }
        }

        @Test("A build that prints 100 MB costs the miner little memory and the renter a short message")
        func buildPrintsMuch() async throws {
            try await RealMiner.with { miner in
                try await miner.host.prepareBase()
                try ProcessFigures.forgetPeak()
                let before = try ProcessFigures.memory
                let script = "yes 'all work and no play' | head -c 100000000; echo the-end; exit 7"
                let message = try await refusal(miner, script: script)
                let growth = try ProcessFigures.peakMemory - before
                #expect(growth < 60 << 20, "it took \(growth >> 20) MiB")
                #expect(message.contains("the-end"))
                #expect(message.utf8.count <= 16_000)
            }
        }

        @Test(
            "A container that ends at once gives the end of its log, and is not started for ever",
            arguments: [
                "printf '#!/bin/sh\\necho no ssh today >&2\\nexit 3\\n' >/usr/sbin/sshd",
                "rm /etc/passwd; echo no ssh today",
            ])
        func endsAtOnce(script: String) async throws {
            try await RealMiner.with { miner in
                let message = try await refusal(miner, script: script, volume: "/data")
                #expect(message.contains("the container ended at its start") || message.contains("could not be built"))
                if script.contains("sshd") { #expect(message.contains("no ssh today")) }
                try await miner.rentsAgain("it ended")
            }
        }

        /// The message with which a rental is refused, after which nothing of it is left.
        private func refusal(
            _ miner: RealMiner, script: String = "", volume: String = "/tmp", timeout: Double = 120
        ) async throws -> String {
            let key = try LoneKeys.fresh()
            let answer = try await miner.rent(key, script: script, volume: volume, timeout: timeout)
            #expect(answer.status == false)
            #expect(answer.info == nil)
            // The engine may still end a step of a build that was cut off.
            try await miner.comesToRest("it was refused")
            #expect(try await miner.giveBack(key).status == true)
            return try #require(answer.message)
        }
    }
}
