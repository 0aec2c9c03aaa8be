/// The types of all calls, all events and all errors of the runtime (V15).
package struct OuterEnums: Sendable, Equatable {
    package var call: UInt32
    package var event: UInt32
    package var error: UInt32

    package init(call: UInt32, event: UInt32, error: UInt32) {
        self.call = call
        self.event = event
        self.error = error
    }
}

/// An entry of the metadata's custom map (V15).
package struct CustomEntry: Sendable, Equatable {
    package var name: String
    package var type: UInt32
    package var value: [UInt8]

    package init(name: String, type: UInt32, value: [UInt8]) {
        self.name = name
        self.type = type
        self.value = value
    }
}
