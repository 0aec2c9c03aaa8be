import Foundation
import Testing

/// A file system of 8 MB, mounted from a file, that a test can fill; gone afterwards.
struct SmallDisk: Sendable {
    static let comment: Comment = "needs the right to mount a file as a file system"

    /// Where it is mounted.
    let path: String
    private var ballast: String { "\(path)/ballast" }

    /// Whether this machine lets us mount one.
    static func isPossible() async -> Bool {
        (try? await with { _ in }) != nil
    }

    /// Runs `body` with an empty one.
    static func with(_ body: (SmallDisk) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-disk-\(UUID().uuidString)").path
        let disk = SmallDisk(path: "\(directory)/mounted")
        try FileManager.default.createDirectory(atPath: disk.path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await run("truncate -s 8M '\(directory)/image' && mkfs.ext4 -q '\(directory)/image'")
        try await run("mount -o loop '\(directory)/image' '\(disk.path)'")
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(disk))
        } catch {
            result = .failure(error)
        }
        try await run("umount '\(disk.path)' || umount -l '\(disk.path)'")
        try result.get()
    }

    /// Not one byte more can be written.
    func fill() async throws {
        // The last blocks are found by writing ever less; dd ends with an error, which is what we want of it.
        try await Self.run(
            "for size in 65536 1024 1; do dd if=/dev/zero bs=$size >>'\(ballast)' || true; done")
        try await Self.run("sync -f '\(path)'")
        try #require(throws: (any Error).self) {
            try Data(repeating: 1, count: 4_096).write(to: URL(fileURLWithPath: "\(path)/more"))
        }
        try? FileManager.default.removeItem(atPath: "\(path)/more")
    }

    /// There is space again.
    func clear() throws { try FileManager.default.removeItem(atPath: ballast) }

    private static func run(_ commands: String) async throws {
        let outcome = try await Program.run(
            "/bin/sh", ["-c", commands], environment: ["PATH": "/usr/sbin:/sbin:/usr/bin:/bin"])
        try #require(outcome.status == 0, "\(outcome.error)")
    }
}
