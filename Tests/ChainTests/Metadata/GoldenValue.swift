import Foundation
import Keys

@testable import Chain

/// Where a value differs from what a Python SDK made of the same bytes; nil when it does not.
///
/// The SDKs write accounts as addresses or hexadecimal digits, and byte vectors as text.
func difference(_ value: ScaleValue, _ golden: Any, at path: @autoclosure () -> String = "") -> String? {
    switch value {
    case .bool(let flag): return golden as? Bool == flag ? nil : "\(path()): \(golden) is not \(flag)"
    case .unsigned(let number):
        let expected = (golden as? NSNumber)?.uint64Value
        return expected.map { UInt128($0) == number } == true ? nil : "\(path()): \(golden) is not \(number)"
    case .signed(let number):
        let expected = (golden as? NSNumber)?.int64Value
        return expected.map { Int128($0) == number } == true ? nil : "\(path()): \(golden) is not \(number)"
    case .bytes(let bytes):
        guard let text = golden as? String else { return "\(path()): \(golden) is no text" }
        if text == "0x" + Hex.encode(bytes) || Array(text.utf8) == bytes { return nil }
        return AccountID(bytes)?.ss58 == text ? nil : "\(path()): \(text) is not \(bytes)"
    case .list(let elements):
        guard let list = golden as? [Any], list.count == elements.count else { return "\(path()): other count" }
        for (place, (element, expected)) in zip(elements, list).enumerated() {
            if let found = difference(element, expected, at: "\(path())[\(place)]") { return found }
        }
        return nil
    case .record(let names, let values):
        guard let fields = golden as? [String: Any], fields.count == names.count else {
            return "\(path()): other fields"
        }
        for (name, value) in zip(names, values) {
            guard let expected = fields[name] else { return "\(path()).\(name): not expected" }
            if let found = difference(value, expected, at: "\(path()).\(name)") { return found }
        }
        return nil
    case .none: return golden is NSNull ? nil : "\(path()): \(golden) is not nothing"
    case .some(let value): return difference(value, golden, at: path())
    default: return "\(path()): not compared"
    }
}
