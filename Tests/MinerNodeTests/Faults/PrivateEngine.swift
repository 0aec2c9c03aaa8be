import Docker
import Foundation
import Synchronization
import TestSupport
import Testing
import Timing

/// A Docker Engine of one test's own, whose daemon may be killed; it has the base image and nothing else.
///
/// Its containers, files, processes and network are gone afterwards. It makes no rules in the host's firewall: what is
/// published on 127.0.0.1 is reached through the daemon's own proxy.
final class PrivateEngine: Sendable {
    static let comment: Comment = "needs root, dockerd, and the engine of all tests to take the base image from"
    static var isPossible: Bool { EngineFixture.isPresent && getuid() == 0 && program != nil }

    private static let program = ["/usr/bin/dockerd", "/usr/sbin/dockerd", "/usr/local/bin/dockerd"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    let directory: String
    private let bridge: Bridge
    private let storageDriver: String
    private let daemon = Mutex<Daemon?>(nil)

    var socketPath: String { "\(directory)/docker.sock" }

    /// Runs `body` with an engine that answers.
    static func with(_ body: (PrivateEngine) async throws -> Void) async throws {
        let driver = try await DockerClient.with(socketPath: EngineFixture.socketPath, logger: .silent) { docker in
            try await docker.info().storageDriver
        }
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-engine-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let engine = PrivateEngine(directory, try await Bridge.claim(), storageDriver: driver)
        let result: Result<Void, any Error>
        do {
            try await engine.start()
            try await engine.takeBaseImage()
            result = .success(try await body(engine))
        } catch {
            print((try? String(contentsOfFile: engine.log, encoding: .utf8))?.suffix(4_000) ?? "no log")
            result = .failure(error)
        }
        // Unstructured: also a test that was cancelled for its time leaves nothing.
        let cleaning = Task { try await engine.vanish() }
        try await cleaning.value
        try result.get()
    }

    private init(_ directory: String, _ bridge: Bridge, storageDriver: String) {
        self.directory = directory
        self.bridge = bridge
        self.storageDriver = storageDriver
    }

    private var log: String { "\(directory)/log" }

    /// The daemon runs and answers.
    func start() async throws {
        // Left by one that was killed; where nobody reaps the dead, its containerd seems to live, and is waited for.
        for stale in ["dockerd.pid", "exec/containerd/containerd.pid"] {
            try? FileManager.default.removeItem(atPath: "\(directory)/\(stale)")
        }
        let started = try Daemon(
            try #require(Self.program),
            [
                "--data-root", "\(directory)/data", "--exec-root", "\(directory)/exec", "--pidfile",
                "\(directory)/dockerd.pid", "--host", "unix://\(socketPath)", "--storage-driver", storageDriver,
                "--bridge", bridge.name, "--iptables=false", "--ip6tables=false", "--ip-forward=false",
                "--ip-masq=false", "--containerd-namespace", bridge.name, "--containerd-plugins-namespace",
                "\(bridge.name)-plugins",
            ], log: log)
        daemon.withLock { $0 = started }
        try await withClient { docker in
            let end = ContinuousClock.now + .seconds(60)
            while (try? await docker.ping()) == nil {
                try #require(started.runs && ContinuousClock.now < end, "dockerd does not start")
                try await Pacing.rest(.milliseconds(50))
            }
        }
    }

    /// The daemon has ended, with its containers left as they were.
    func kill(_ signal: Int32 = SIGKILL) async throws {
        try await daemon.withLock { $0 }?.end(signal)
    }

    private func withClient(_ body: (DockerClient) async throws -> Void) async throws {
        try await DockerClient.with(socketPath: socketPath, logger: .silent) { try await body($0) }
    }

    private func takeBaseImage() async throws {
        let image = EngineFixture.image
        try await shell(
            """
            curl -sS --fail --unix-socket '\(try EngineFixture.socketPath)' 'http://docker/images/\(image)/get' |
                curl -sS --fail --unix-socket '\(socketPath)' -H 'Content-Type: application/x-tar' -H 'Expect:' \
                -X POST -T - http://docker/images/load
            """)
        try await withClient { docker in _ = try await docker.inspectImage(image) }
    }

    private func vanish() async throws {
        // Only a daemon that runs can take its containers and networks away.
        if daemon.withLock({ $0?.runs }) != true { try? await start() }
        try? await withClient { docker in
            for container in try await docker.listContainers() {
                try await docker.removeContainer(container.id, force: true)
            }
            for network in try await docker.listNetworks() where !["bridge", "host", "none"].contains(network.name) {
                try await docker.removeNetwork(network.id)
            }
        }
        try await kill()
        try await endLeftovers()
        try await shell(
            "awk '{ print $2 }' /proc/mounts | grep -F '\(directory)/' | sort -r | xargs -r -n 1 umount -l; true")
        try await bridge.remove()
        try FileManager.default.removeItem(atPath: directory)
    }

    /// A daemon that was killed leaves its shims, which name the directory, and their children.
    private func endLeftovers() async throws {
        try await shell(
            """
            for pid in $(grep -lF -- '\(directory)/' /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3); do
                [ "$pid" != $$ ] || continue
                for child in $(grep -lE "^PPid:[[:space:]]$pid\\$" /proc/[0-9]*/status 2>/dev/null | cut -d/ -f3); do
                    kill -KILL "$child" 2>/dev/null
                done
                kill -KILL "$pid" 2>/dev/null
            done
            true
            """)
    }

    private func shell(_ commands: String) async throws {
        let outcome = try await Program.run(
            "/bin/sh", ["-c", commands], environment: ["PATH": "/usr/sbin:/sbin:/usr/bin:/bin"])
        try #require(outcome.status == 0, "\(outcome.error)")
    }
}
