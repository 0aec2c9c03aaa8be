/// Why the hub does not start: all of it is the operator's to mend.
package enum HubProblem: Error, Equatable {
    case openAddress(ip: String)
    case portTaken(ip: String, port: Int)
    case foreignAddress(ip: String)
    case privilegedPort(Int)
    case keyTooShort(name: String)
    case unusableKey(name: String)
    case keyFile(path: String, reason: String)
    case fileInUse(path: String)
    case fileUnusable(path: String, reason: String)
    case newerFile(path: String)
}

extension HubProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .openAddress(let ip):
            "hub: without keys it listens on loopback addresses only, and \(ip) is none: give it a file of keys"
        case .portTaken(let ip, let port):
            "hub: port \(port) of \(ip) is taken by another program: stop it, or choose another"
        case .foreignAddress(let ip): "hub: \(ip) is not an address of this machine"
        case .privilegedPort(let port): "hub: this user may not listen at port \(port): choose one above 1023"
        case .keyTooShort(let name):
            "hub: the key \(name) has fewer than \(HubKey.minimumLength) characters (after a first '-', if any), which "
                + "newer clients refuse: make one with `openssl rand -hex 20`"
        case .unusableKey(let name):
            "hub: the key \(name) has other characters than ASCII letters, digits, '-', '_' and '.', or more than 256: "
                + "make one with `openssl rand -hex 20`"
        case .keyFile(let path, let reason): "hub: the file of keys \(path) cannot be used: \(reason)"
        case .fileInUse(let path): "hub: \(path) is in use by another hub: stop it, or choose another file"
        case .fileUnusable(let path, let reason): "hub: the file \(path) cannot be used: \(reason)"
        case .newerFile(let path): "hub: \(path) was written by a newer version of this program: use that one"
        }
    }
}
