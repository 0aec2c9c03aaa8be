import Foundation
import Keys

/// Prints what one sr25519 signature costs: the part of a request that cannot be saved.
@main
struct Signatures {
    static func main() throws {
        let keypair = try Keypair(secretURI: "//Alice")
        let message = Array(
            "1795234981985997243.\(keypair.account).\(keypair.account).3d66b04c-e563-11f1-a417-02fc00000001.".utf8)
        let signature = keypair.sign(message)
        measure("sign") { _ = keypair.sign(message) }
        measure("verify") { precondition(keypair.account.verifies(signature, over: message)) }
    }

    private static func measure(_ name: String, _ work: () -> Void) {
        for _ in 0..<200 { work() }
        let clock = ContinuousClock()
        let runs = 5_000
        let took = clock.measure { for _ in 0..<runs { work() } }
        let microseconds = Double(took.components.seconds) * 1e6 + Double(took.components.attoseconds) / 1e12
        print(String(format: "sr25519 %@: %.1f us", name, microseconds / Double(runs)))
    }
}
