/// The labels by which our containers, images, volumes and networks are known.
enum ContainerLabels {
    static let miner = "ni.miner"
    static let allocation = "ni.allocation"
    static let owner = "ni.owner"
    /// Unix seconds.
    static let deadline = "ni.deadline"
    /// A ``ContainerKind``; a container without it is one of an image build, which inherits the image's labels.
    static let kind = "ni.kind"
    static let image = "ni.image"
    static let sshBase = "ssh-base"
}
