/// The value of `--subtensor.network`.
package enum NetworkName: Sendable, Equatable {
    /// `file:PATH`, the stand-in of a local network.
    case file(String)

    /// What `text` names.
    /// - Throws: ``SubtensorError/unavailable(_:)`` with what to write instead.
    package init(_ text: String) throws(SubtensorError) {
        guard text.hasPrefix("file:"), text.utf8.count > 5 else {
            throw .unavailable(
                "network \"\(text)\" is not known here; this version reads a network file: file:PATH")
        }
        self = .file(String(text.dropFirst(5)))
    }

    /// A client of the network.
    package func connect() -> any Subtensor {
        switch self {
        case .file(let path): FileSubtensor(path: path)
        }
    }
}
