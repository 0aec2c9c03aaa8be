/// Looks for bytes in bytes.
enum ByteSearch {
    /// Whether `needle` stands somewhere in `text`; nothing stands everywhere.
    static func contains(_ needle: [UInt8], in text: [UInt8]) -> Bool {
        guard let first = needle.first else { return true }
        guard needle.count <= text.count else { return false }
        return text.withUnsafeBufferPointer { text in
            needle.withUnsafeBufferPointer { needle in
                (0...text.count - needle.count).contains { start in
                    text[start] == first && text[start..<start + needle.count].elementsEqual(needle)
                }
            }
        }
    }
}
