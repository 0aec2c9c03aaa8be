import Chain
import Keys
import Testing

/// A network of two neurons, one of them with an axon.
enum Samples {
    static func neurons() throws -> [Neuron] {
        try (UInt8(1)...2).map { number in
            let account = try #require(AccountID([UInt8](repeating: number, count: 32)))
            return Neuron(
                uid: UInt16(number), hotkey: account, coldkey: account, stake: 10_000.5, validatorPermit: number == 1,
                axon: number == 2 ? AxonInfo(ip: "::1", port: 8_091, version: 190) : nil)
        }
    }
}
