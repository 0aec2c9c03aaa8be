/// What the lists of runs say to a client.
struct RunText: Sendable {
    let listed: String
    let none: String
    /// While the shared state has not been read.
    let failed: String

    /// What the document says of a success.
    var about: String { "\(listed); or \(none), and no data" }

    static let allRuns = RunText(
        listed: "List run resources successfully.", none: "No runs available",
        failed: "Error occurred while getting runs from wandb")
    static let specs = RunText(
        listed: "List specs successfully", none: "No specs available",
        failed: "Error occurred while getting specs from wandb")
    static let byName = RunText(
        listed: "List run by name", none: "No run available", failed: "Error occurred while run from wandb")
    static let available = RunText(
        listed: "List available miners", none: "No available miner",
        failed: "Error occurred while fetching available miner from wandb")
    static let rented = RunText(listed: "List rented miners", none: available.none, failed: available.failed)
    static let allocated = RunText(
        listed: "List allocated hotkeys", none: "No validator with allocated info in the project opencompute.",
        failed: "Error occurred while fetching allocated hotkey from wandb")
}
