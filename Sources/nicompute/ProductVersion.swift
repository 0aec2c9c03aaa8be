/// The version of this product, separate from the protocol's.
enum ProductVersion {
    static let text = "0.1.0"
}
