/// What an account holds, in rao.
package struct AccountBalance: Sendable, Equatable, Codable {
    package var free: UInt64
    package var reserved: UInt64
    package var frozen: UInt64

    package init(free: UInt64 = 0, reserved: UInt64 = 0, frozen: UInt64 = 0) {
        self.free = free
        self.reserved = reserved
        self.frozen = frozen
    }

    /// The free balance in TAO.
    package var tao: Double { Double(free) / Neuron.rao }
}
