import Market
import Store

/// What a machine is rented for, the same for every machine that is tried.
struct RentalTerms: Sendable {
    let requirement: DeviceRequirement
    let days: Int
    let docker: DockerRequirement
    /// How long one machine may take to provision.
    let limit: Duration
    /// The claimed request (`RequestStore`) that the rental is for.
    var request: HeldRequest?
    /// Whether a release that a failure makes necessary is tried before the failure is told: another machine is next.
    var releasesFirst = false
}
