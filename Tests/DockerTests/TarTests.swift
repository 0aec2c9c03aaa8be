import Docker
import Foundation
import Testing

/// Archives, against our own reader and the system's.
struct TarTests {
    private func sample() throws -> [UInt8] {
        var tar = TarWriter()
        try tar.directory("etc/ni", mode: 0o700)
        try tar.file("etc/ni/password", text: "root:x\n", mode: 0o600, modified: 1_700_000_000)
        try tar.file("block", contents: [UInt8](repeating: 7, count: 512), owner: TarOwner(user: 12, group: 13))
        try tar.file("empty", contents: [])
        try tar.symlink("link", to: "etc/ni")
        return tar.finished()
    }

    @Test("What is written is read back")
    func roundTrip() throws {
        let entries = try TarEntry.read(try sample())
        #expect(entries.map(\.path) == ["etc/ni/", "etc/ni/password", "block", "empty", "link"])
        #expect(entries.map(\.kind) == [.directory, .file, .file, .file, .symlink])
        #expect(entries.map(\.mode) == [0o700, 0o600, 0o644, 0o644, 0o777])
        #expect(entries[1].contents == Array("root:x\n".utf8))
        #expect(entries[2].owner == TarOwner(user: 12, group: 13))
        #expect(entries[4].target == "etc/ni")
    }

    @Test("The system's tar lists the same entries")
    func systemTar() throws {
        let path = "/tmp/ni-tar-\(UUID().uuidString).tar"
        try Data(try sample()).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/bin/tar")
        tar.arguments = ["--numeric-owner", "-tvf", path]
        tar.environment = ["TZ": "UTC", "PATH": "/usr/bin:/bin", "LC_ALL": "C"]
        let pipe = Pipe()
        tar.standardOutput = pipe
        try tar.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        tar.waitUntilExit()
        #expect(tar.terminationStatus == 0)
        #expect(output.contains("-rw------- 0/0"))
        #expect(output.contains("2023-11-14 22:13 etc/ni/password"))
        #expect(output.contains("drwx------ 0/0"))
        #expect(output.contains("-rw-r--r-- 12/13"))
        #expect(output.contains("link -> etc/ni"))
    }

    @Test("A cut archive never traps, and is only accepted at the end of an entry")
    func cut() throws {
        let whole = try sample()
        for length in stride(from: 0, through: whole.count, by: 64) {
            _ = try? TarEntry.read(Array(whole[..<length]))
        }
        #expect(throws: TarError.truncated) { try TarEntry.read(Array(whole[..<700])) }
        #expect(throws: TarError.truncated) { try TarEntry.read(Array(whole[..<1030])) }
    }

    @Test("A flipped bit in a header is rejected", arguments: [0, 100, 124, 130, 156, 257])
    func flipped(offset: Int) throws {
        var bytes = try sample()
        bytes[offset] ^= 1
        #expect(throws: TarError.badHeader) { try TarEntry.read(bytes) }
    }

    @Test("A path that is absolute, climbs, is empty or too long is refused")
    func badPaths() {
        for path in ["", "/etc/passwd", "../x", "a/../../b"] {
            var tar = TarWriter()
            #expect(throws: TarError.badPath(path)) { try tar.file(path, contents: []) }
        }
        let long = String(repeating: "a", count: 101)
        var tar = TarWriter()
        #expect(throws: TarError.tooLong(long)) { try tar.file(long, contents: []) }
        #expect(throws: TarError.outOfRange(-1)) { try tar.file("a", contents: [], modified: -1) }
    }
}
