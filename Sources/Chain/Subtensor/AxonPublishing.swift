package import Keys

/// Tells the chain where a neuron listens.
package protocol AxonPublishing: Sendable {
    /// The chain has this axon for the signer's hotkey, or the outcome says why not.
    func serveAxon(
        _ publication: AxonPublication, netuid: UInt16, signer: Keypair
    ) async throws(SubtensorError) -> PublishOutcome
    /// The chain has this address and version of metrics for the signer's hotkey, or the outcome says why not.
    func servePrometheus(
        _ publication: PrometheusPublication, netuid: UInt16, signer: Keypair
    ) async throws(SubtensorError) -> PublishOutcome
}
