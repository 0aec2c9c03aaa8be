/// The types of the recorded runtime (spec 343) that this chain uses: paths, fields and indices are the real ones.
enum TypeSchema {
    /// Every declaration, in an order that means nothing.
    static let all = [system, extrinsic, subtensor, neuron, subnet, metagraph]
}
