/// The signature schemes of accounts; the raw value is the name that btauth puts on the wire.
package enum KeyScheme: String, Sendable {
    /// Schnorr signatures over Ristretto255, as schnorrkel makes them: what every wallet of this network uses.
    case sr25519
    /// RFC 8032; checked only, never made here.
    case ed25519
}
