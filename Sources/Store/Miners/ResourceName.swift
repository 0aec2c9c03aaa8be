internal import Foundation

/// The name under which a machine is rented.
package enum ResourceName {
    /// `gpu.details[0].name` of a specs JSON in lower case; "" when there is none.
    package static func of(details json: String) -> String {
        guard let specs = try? JSONDecoder().decode(Specs.self, from: Data(json.utf8)) else { return "" }
        return specs.gpu?.details?.first?.name?.lowercased() ?? ""
    }

    private struct Specs: Decodable {
        var gpu: GPU?
    }

    private struct GPU: Decodable {
        var details: [Device]?
    }

    private struct Device: Decodable {
        var name: String?
    }
}
