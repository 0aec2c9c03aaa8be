import Foundation
import Glibc
import TestSupport
import Testing

@testable import Keys

struct PrivateFileTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test("A file is written 0600, its new directories 0700, and read back")
    func modes() throws {
        try PrivateFile.write([1, 2, 3], to: "\(directory.path)/a/b/file")
        #expect(try PrivateFile.read("\(directory.path)/a/b/file", limit: 3) == [1, 2, 3])
        #expect(try directory.mode("a/b/file") == 0o600)
        #expect(try directory.mode("a") == 0o700)
        #expect(try directory.mode("a/b") == 0o700)
    }

    @Test("A replaced file has the new content and nothing is left beside it")
    func replaced() throws {
        let path = "\(directory.path)/file"
        try PrivateFile.write([1], to: path)
        try PrivateFile.write(Array(repeating: 2, count: 100_000), to: path, mode: 0o640)
        #expect(try PrivateFile.read(path, limit: 100_000)?.count == 100_000)
        #expect(try directory.mode("file") == 0o640)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["file"])
    }

    @Test("An existing file is kept where it is not to be replaced")
    func kept() throws {
        let path = "\(directory.path)/file"
        try PrivateFile.write([1], to: path, overwrite: false)
        #expect(throws: FileError.exists(path: path)) { try PrivateFile.write([2], to: path, overwrite: false) }
        #expect(try PrivateFile.read(path, limit: 1) == [1])
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["file"])
    }

    @Test("No file is nil, not an error")
    func absent() throws {
        #expect(try PrivateFile.read("\(directory.path)/none", limit: 10) == nil)
        #expect(try PrivateFile.read("\(directory.path)/no/directory", limit: 10) == nil)
    }

    @Test("A symbolic link is not followed when reading, and replaced when writing")
    func links() throws {
        let path = "\(directory.path)/link"
        let target = "\(directory.path)/target"
        try PrivateFile.write([1], to: target)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        #expect(throws: FileError.symbolicLink(path: path)) { try PrivateFile.read(path, limit: 10) }
        #expect(throws: FileError.exists(path: path)) { try PrivateFile.write([2], to: path, overwrite: false) }
        try PrivateFile.write([2], to: path)
        #expect(try PrivateFile.read(target, limit: 1) == [1])
        #expect(try PrivateFile.read(path, limit: 1) == [2])
    }

    @Test("A directory, a pipe and a file that is too long are refused")
    func refused() throws {
        let path = directory.path
        #expect(throws: FileError.notAFile(path: path)) { try PrivateFile.read(path, limit: 10) }
        #expect(mkfifo("\(path)/pipe", 0o600) == 0)
        #expect(throws: FileError.notAFile(path: "\(path)/pipe")) { try PrivateFile.read("\(path)/pipe", limit: 10) }
        try PrivateFile.write([1, 2, 3], to: "\(path)/long")
        #expect(throws: FileError.tooLarge(path: "\(path)/long", limit: 2)) {
            try PrivateFile.read("\(path)/long", limit: 2)
        }
        #expect(throws: FileError.self) { try PrivateFile.write([1], to: "\(path)/long/below") }
        #expect(throws: FileError.self) { try PrivateFile.write([1], to: path) }
    }

    @Test("Of many writers at once one creates the file, and readers see whole contents only")
    func concurrent() async throws {
        let path = "\(directory.path)/file"
        let winners = await withTaskGroup(of: Bool.self) { group in
            for writer in 0..<16 {
                group.addTask {
                    let bytes = [UInt8](repeating: UInt8(writer), count: 5000)
                    return (try? PrivateFile.write(bytes, to: path, overwrite: false)) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(winners == 1)
        let bytes = try #require(try PrivateFile.read(path, limit: 5000))
        #expect(bytes.count == 5000 && Set(bytes).count == 1)
    }
}
