/// Why settings cannot be taken from where they are; says where, and never a value.
enum ConfigurationProblem: Error, Equatable, CustomStringConvertible {
    case missing(path: String)
    case unreadable(path: String)
    case tooLong(path: String, limit: Int)
    case notText(path: String)
    /// What the file is not.
    case malformed(path: String, line: Int?, reason: String)
    case unknown(SettingSource, name: String, nearest: String?)
    case twice(path: String, name: String, line: Int)
    case onlyFlag(SettingSource, name: String)
    case notASwitch(SettingSource, name: String)
    case noCommand([String])

    var description: String {
        switch self {
        case .missing(let path): "\(path) is not there"
        case .unreadable(let path): "\(path) cannot be read"
        case .tooLong(let path, let limit): "\(path) is longer than \(limit) bytes"
        case .notText(let path): "\(path) is not UTF-8 text"
        case .malformed(let path, let line, let reason): "\(path)\(line.map { ":\($0)" } ?? ""): \(reason)"
        case .unknown(let source, let name, let nearest):
            "\(source): no command has a setting \"\(name)\"" + (nearest.map { "; did you mean \($0)?" } ?? "")
        case .twice(let path, let name, let line): "\(path):\(line): --\(name) is set a second time"
        case .onlyFlag(let source, let name):
            "\(source): --\(name) is for the command line only: it is done when it is said"
        case .notASwitch(let source, let name): "\(source): --\(name) is a switch: true or false"
        case .noCommand(let words):
            words.isEmpty
                ? "say which command, such as: nicompute config miner"
                : "\"\(words.joined(separator: " "))\" is no command with settings; see nicompute --help"
        }
    }
}
