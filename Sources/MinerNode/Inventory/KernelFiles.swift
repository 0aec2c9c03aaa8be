import Foundation

/// The text files in which the kernel describes the machine, below a root that tests choose.
package struct KernelFiles: Sendable {
    private let root: String

    /// - Parameter root: The directory that has `proc` and `sys`.
    package init(root: String = "/") {
        self.root = root
    }

    /// The text of the file at `path` (`proc/meminfo`); nil where there is none.
    func text(_ path: String) -> String? {
        guard let bytes = FileManager.default.contents(atPath: "\(root)/\(path)") else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The names in the directory at `path`; none where it is absent.
    func names(_ path: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(path)")) ?? []
    }

    /// The number that is all of the file at `path`.
    func number(_ path: String) -> Int? {
        text(path).flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
}
