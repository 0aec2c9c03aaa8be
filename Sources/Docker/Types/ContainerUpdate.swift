/// Settings of a container that may change while it runs: the body of `POST /containers/{id}/update`.
package struct ContainerUpdate: Encodable, Sendable {
    package var restartPolicy: RestartPolicy?
    /// Bytes.
    package var memory: Int64?
    /// Billionths of a core.
    package var nanoCPUs: Int64?
    package var pidsLimit: Int64?

    /// Changes what is not nil.
    package init(
        restartPolicy: RestartPolicy? = nil, memory: Int64? = nil, nanoCPUs: Int64? = nil, pidsLimit: Int64? = nil
    ) {
        self.restartPolicy = restartPolicy
        self.memory = memory
        self.nanoCPUs = nanoCPUs
        self.pidsLimit = pidsLimit
    }

    private enum CodingKeys: String, CodingKey {
        case restartPolicy = "RestartPolicy"
        case memory = "Memory"
        case nanoCPUs = "NanoCpus"
        case pidsLimit = "PidsLimit"
    }
}
