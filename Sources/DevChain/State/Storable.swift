internal import Chain
internal import Keys

/// A value of the storage with a Swift type of its own; its bytes are those of the metadata's type.
protocol Storable: Sendable {
    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> Self
    func write(to writer: inout ScaleWriter)
}

extension Storable {
    /// The bytes under which the storage keeps it.
    var encoded: [UInt8] {
        var writer = ScaleWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// Nil when the bytes are not exactly one value.
    init?(encoded: [UInt8]) {
        var reader = ScaleReader(encoded)
        guard let value = try? Self.read(&reader), reader.remaining == 0 else { return nil }
        self = value
    }
}

extension FixedWidthInteger where Self: Sendable {
    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> Self { try reader.integer(Self.self) }
    func write(to writer: inout ScaleWriter) { writer.integer(self) }
}

extension UInt8: Storable {}
extension UInt16: Storable {}
extension UInt32: Storable {}
extension UInt64: Storable {}
extension UInt128: Storable {}

extension Bool: Storable {
    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> Bool { try reader.bool() }
    func write(to writer: inout ScaleWriter) { writer.bool(self) }
}

extension AccountID: Storable {
    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> AccountID { try reader.account() }
    func write(to writer: inout ScaleWriter) { writer.account(self) }
}

extension Array: Storable where Element: Storable {
    static func read(_ reader: inout ScaleReader) throws(ScaleError) -> [Element] {
        let count = try reader.count()
        var elements: [Element] = []
        for _ in 0..<count { elements.append(try Element.read(&reader)) }
        return elements
    }

    func write(to writer: inout ScaleWriter) {
        writer.compact(UInt64(count))
        for element in self { element.write(to: &writer) }
    }
}
