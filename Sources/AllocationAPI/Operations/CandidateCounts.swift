/// Why a market had no machine for a request: how many of its machines each requirement removed.
///
/// A machine counts for the first requirement that it fails, in the order of ``Requirement``; those that meet all
/// of them were asked whether they are free.
package struct CandidateCounts: Sendable, Equatable {
    enum Requirement: String, Sendable, CaseIterable {
        case metagraph
        case penalized = "not penalised"
        case gpuType = "gpu type"
        case gpuMemory = "gpu memory"
        case gpuCount = "gpu count"
        case cpu
        case ram
        case disk
        case unrented = "not rented"
    }

    /// Machines with usable specs in the store.
    var total: Int
    /// How many each requirement removed.
    var removed: [Requirement: Int] = [:]
    /// How many of the others said that they are free.
    var free = 0

    /// As in "412 miners: gpu type 37, gpu memory 31, free 0": removed by each requirement that removed any, and how
    /// many of the rest were free. Free machines that could not be had are told apart: "free 2, provisioned 0".
    package var text: String {
        var parts = Requirement.allCases.compactMap { requirement in
            removed[requirement].map { "\(requirement.rawValue) \($0)" }
        }
        parts.append("free \(free)")
        if free > 0 { parts.append("provisioned 0") }
        return "\(total) miners: " + parts.joined(separator: ", ")
    }
}
