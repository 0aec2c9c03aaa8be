internal import Glibc

/// Why a file was not read or written.
package enum FileError: Error, Equatable, CustomStringConvertible {
    /// The system refused; `step` is what was tried, `code` its `errno`.
    case system(step: String, path: String, code: Int32)
    /// A symbolic link stands where a file of ours belongs.
    case symbolicLink(path: String)
    /// A directory, a pipe or a device stands there.
    case notAFile(path: String)
    /// The file is longer than anything it could hold.
    case tooLarge(path: String, limit: Int)
    /// The file is there already, and was not to be replaced.
    case exists(path: String)

    package var description: String {
        switch self {
        case .system(let step, let path, let code): "cannot \(step) \(path): \(String(cString: strerror(code)))"
        case .symbolicLink(let path): "\(path) is a symbolic link; put the file itself there"
        case .notAFile(let path): "\(path) is not a regular file"
        case .tooLarge(let path, let limit): "\(path) is longer than \(limit) bytes"
        case .exists(let path): "\(path) exists already"
        }
    }
}
