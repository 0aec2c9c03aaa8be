/// An environment variable that operators have set for the Python program or for Docker already.
struct KnownVariable: Equatable {
    let name: String
    /// What it is for, in the words of the documentation.
    let purpose: String
    /// The flag that says the same; nil where there is none.
    var flag: String?
    /// Whether its value is shown to nobody.
    var isSecret = false

    /// All, but for the passwords of wallets: their names begin with `BT_PW_`.
    static let all = [
        KnownVariable(
            name: "WANDB_API_KEY", purpose: "the key of the shared state (else from `~/.netrc`)", isSecret: true),
        KnownVariable(name: "WANDB_BASE_URL", purpose: "the server of the shared state", flag: "wandb.base-url"),
        KnownVariable(name: "SQLITE_DB_PATH", purpose: "the database file", flag: "store"),
        KnownVariable(name: "DATABASE_URL", purpose: "the database of a fleet; read by nothing yet", isSecret: true),
        KnownVariable(name: "DEALLOCATION_NOTIFY_URL", purpose: "where the API's notices of ended rentals go"),
        KnownVariable(name: "STATUS_NOTIFY_URL", purpose: "where the API's notices of a rental's health go"),
        KnownVariable(name: "WEBHOOKS_SECRET", purpose: "signs these notices", isSecret: true),
        KnownVariable(name: "WHITELISTED_IPS", purpose: "who may come when `--api.whitelist` is given"),
        KnownVariable(name: "DOCKER_HOST", purpose: "the Docker Engine's socket"),
    ]

    /// The variables that say what the flag `name` says.
    static func standing(for name: String) -> [String] { all.filter { $0.flag == name }.map(\.name) }

    /// Whether it is one of these, so that a `.env` file may set it.
    static func includes(_ name: String) -> Bool { isPassword(name) || all.contains { $0.name == name } }

    /// Whether its value is shown to nobody.
    static func isSecret(_ name: String) -> Bool {
        isPassword(name) || all.contains { $0.name == name && $0.isSecret }
    }

    private static func isPassword(_ name: String) -> Bool { name.hasPrefix("BT_PW_") }
}
