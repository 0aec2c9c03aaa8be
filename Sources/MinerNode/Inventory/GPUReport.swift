/// Which GPUs the machine has, and who said so.
package struct GPUReport: Sendable, Equatable {
    /// Who named the GPUs.
    package enum Source: String, Sendable {
        case nvml = "NVML"
        case nvidiaSMI = "nvidia-smi"
        case none
    }

    package var gpus: [Machine.GPU]
    /// The highest clock of the first GPU's processors in MHz; nil where it is not known.
    package var graphicsMHz: Int?
    /// The highest clock of the first GPU's memory in MHz; nil where it is not known.
    package var memoryMHz: Int?
    package var source: Source
    /// Why nobody named GPUs, or why some may be missing; for the log.
    package var problem: String?

    package init(
        gpus: [Machine.GPU] = [], graphicsMHz: Int? = nil, memoryMHz: Int? = nil, source: Source = .none,
        problem: String? = nil
    ) {
        self.gpus = gpus
        self.graphicsMHz = graphicsMHz
        self.memoryMHz = memoryMHz
        self.source = source
        self.problem = problem
    }

    /// More GPUs than any machine has: who names more is not believed.
    static let mostGPUs = 64
}
