/// Where the value of a setting comes from, the strongest first.
enum SettingSource: Equatable, CustomStringConvertible {
    case flag
    case environment(variable: String)
    case envFile(variable: String, line: Int)
    case file(path: String, line: Int)
    case standard

    /// Its rank: a lower one wins.
    var rank: Int {
        switch self {
        case .flag: 0
        case .environment: 1
        case .envFile: 2
        case .file: 3
        case .standard: 4
        }
    }

    var description: String {
        switch self {
        case .flag: "flag"
        case .environment(let variable): "environment \(variable)"
        case .envFile(let variable, let line): ".env:\(line) \(variable)"
        case .file(let path, let line): "\(path):\(line)"
        case .standard: "default"
        }
    }
}
