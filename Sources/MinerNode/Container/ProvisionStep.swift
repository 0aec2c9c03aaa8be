/// What has become true while a container is provisioned, in this order.
package enum ProvisionStep: String, Sendable, CaseIterable {
    /// The image to run exists.
    case imageBuilt
    /// The network and the volume exist.
    case resourcesCreated
    /// The container exists, not started.
    case containerCreated
    /// Key and password are in the container.
    case secretsUploaded
    /// The container's main process runs.
    case started
    /// An SSH server answers at the published port.
    case sshAnswers
}
