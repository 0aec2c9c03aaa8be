/// What a network is made from: the body of `POST /networks/create`.
package struct NetworkSpec: Encodable, Sendable {
    package var name: String
    package var driver: String
    package var labels: [String: String]
    /// Of the driver, as `com.docker.network.bridge.enable_icc`.
    package var options: [String: String]
    /// True lets the engine refuse a second network of the name; from API 1.44 on it always does.
    private let checkDuplicate = true

    /// A network on this host.
    package init(
        name: String, driver: String = "bridge", labels: [String: String] = [:], options: [String: String] = [:]
    ) {
        self.name = name
        self.driver = driver
        self.labels = labels
        self.options = options
    }

    private enum CodingKeys: String, CodingKey {
        case name = "Name"
        case driver = "Driver"
        case labels = "Labels"
        case options = "Options"
        case checkDuplicate = "CheckDuplicate"
    }
}
