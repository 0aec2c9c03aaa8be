import Foundation
import Market

/// Ids that belong to no key.
enum AllocationIDs {
    static func id(_ number: Int) -> AllocationID? { AllocationID(hex: String(format: "%032x", number)) }
}
