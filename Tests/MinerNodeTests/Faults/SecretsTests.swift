import Docker
import Foundation
import Keys
import Market
import MinerNode
import Testing

extension LiveEngineTests {
    /// A renter's secrets are looked for wherever they must not be.
    @Suite(.timeLimit(.minutes(2))) struct SecretsTests {
        @Test("Password and key are in no log, process, image, history, inspection or file of the miner, at any time")
        func canaries() async throws {
            let (log, processes) = (CapturedLog(), ProcessTable())
            try await RealMiner.with(.init(logger: log.logger)) { miner in
                let pair = try RenterPrivateKey.generate()
                let script = "echo canary-of-the-script; touch /from-script; sleep 0.5"
                let answer = try await processes.watch {
                    try await miner.rent(pair.publicPEM, script: script, volume: "/data")
                }
                let password = try pair.open(try #require(answer.info)).password
                let secrets = [password, String(miner.sshKey.split(separator: " ")[1])]
                // The password is the right one, and both let the renter in.
                #expect(try await miner.ssh.withPassword(password, "echo in").output == "in\n")
                #expect(try await miner.ssh.withKey("echo in").output == "in\n")

                let container = try #require(try await miner.host.owned().first).containerID
                let image = try await miner.docker.inspectContainer(container).imageID
                let files = miner.directory.appending(path: "engine")
                try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
                for (name, path) in [
                    ("container", "containers/\(container)/json"), ("image", "images/\(image)/json"),
                    ("history", "images/\(image)/history"), ("layers", "images/\(image)/get"),
                    ("output", "containers/\(container)/logs?stdout=1&stderr=1"),
                    ("top", "containers/\(container)/top?ps_args=auxwwe"),
                ] {
                    let url = "http://docker/\(path)"
                    let fetched = try await Program.run(
                        "/usr/bin/curl",
                        [
                            "-sS", "--fail", "--unix-socket", miner.docker.socketPath, "-o",
                            files.appending(path: name).path, url,
                        ])
                    try #require(fetched.status == 0, "\(path): \(fetched.error)")
                }
                let released = try await processes.watch { try await miner.giveBack(pair.publicPEM) }
                #expect(released.status == true)

                for secret in secrets {
                    #expect(!log.text.contains(secret))
                    #expect(!processes.contains(secret))
                    let places = [files.path, (miner.ledgerPath as NSString).deletingLastPathComponent]
                    let found = try await Program.run("/bin/grep", ["-r", "-a", "-l", "-F", secret] + places)
                    #expect(found.status == 1, "found in \(found.output)")
                }
                try await nothingWasOverlooked(miner, log, processes, files)
            }
        }

        /// Had the searches been blind, they would not find this either.
        private func nothingWasOverlooked(
            _ miner: RealMiner, _ log: CapturedLog, _ processes: ProcessTable, _ files: URL
        ) async throws {
            #expect(log.text.contains("machine allocated"))
            #expect(log.text.contains("POST /containers"), "the client's own log is there, too")
            #expect(processes.contains("/.ni/script"))
            #expect(processes.contains("ssh-keygen") || processes.contains("/usr/sbin/sshd"))
            for (name, text) in [("layers", "from-script"), ("container", "ni.owner"), ("history", "/.ni/finish")] {
                let path = files.appending(path: name).path
                #expect(try await Program.run("/bin/grep", ["-a", "-q", "-F", text, path]).status == 0, "\(name)")
            }
            #expect(try miner.written().ended.count == 1)
        }
    }
}
