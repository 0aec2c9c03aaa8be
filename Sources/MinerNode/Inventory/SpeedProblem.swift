import Foundation

/// Why a speed could not be measured.
enum SpeedProblem: Error, Equatable, CustomStringConvertible {
    /// The test would take much of what is left: so many bytes are free.
    case tooLittle(free: Int)
    /// A call of the system failed with this `errno`.
    case failed(String, code: Int32)
    /// The file was shorter when read than when written.
    case cutShort
    /// Nobody waits for it any more.
    case stopped

    var description: String {
        switch self {
        case .tooLittle(let free): "only \(free / 1_000_000) MB are free"
        case .failed(let call, let code): "\(call): \(String(cString: strerror(code)))"
        case .cutShort: "the file did not read back whole"
        case .stopped: "stopped"
        }
    }
}
