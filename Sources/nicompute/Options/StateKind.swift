import ArgumentParser

/// Where nodes tell each other what the chain does not say.
enum StateKind: String, ExpressibleByArgument, CaseIterable {
    /// Weights & Biases.
    case wandb
    /// A hub of ours, or whatever answers at the base URL.
    case hub
    case off
}
