import Foundation

/// A file of `Vectors`, captured from the Python SDKs.
enum VectorFile {
    static func read<V: Decodable>(_ name: String, as type: V.Type) -> V? {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/\(name)")
        return try? JSONDecoder().decode(type, from: Data(contentsOf: file))
    }
}
