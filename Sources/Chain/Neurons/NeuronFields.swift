import Keys

/// Fields of a decoded record by name.
struct NeuronFields {
    let value: ScaleValue

    func value(_ name: String) throws(NeuronValueError) -> ScaleValue {
        guard let field = value[name] else { throw NeuronValueError(field: name) }
        return field
    }

    func integer<T: FixedWidthInteger>(_ name: String) throws(NeuronValueError) -> T {
        guard let number = try value(name).unsigned, let fitting = T(exactly: number) else {
            throw NeuronValueError(field: name)
        }
        return fitting
    }

    func flag(_ name: String) throws(NeuronValueError) -> Bool {
        guard let flag = try value(name).flag else { throw NeuronValueError(field: name) }
        return flag
    }

    func account(_ name: String) throws(NeuronValueError) -> AccountID {
        guard let account = try value(name).account else { throw NeuronValueError(field: name) }
        return account
    }

    func integers(_ name: String) throws(NeuronValueError) -> [UInt64] {
        guard let list = try value(name).list else { throw NeuronValueError(field: name) }
        let numbers = list.compactMap(\.uint64)
        guard numbers.count == list.count else { throw NeuronValueError(field: name) }
        return numbers
    }
}

/// A decoded value lacks a field that a neuron must have, or the field is of another kind.
package struct NeuronValueError: Error, Equatable, CustomStringConvertible {
    package let field: String

    package init(field: String) { self.field = field }

    package var description: String { "the runtime's answer has no field \(field) of the expected kind" }
}
