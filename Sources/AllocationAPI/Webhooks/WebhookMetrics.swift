import CoreMetrics

/// What the sender of webhooks counts.
struct WebhookMetrics: Sendable {
    /// What each metric means, by name.
    static let help = [
        "webhooks_sent_total": "Webhooks that their receiver has taken.",
        "webhooks_failed_total": "Tries to send a webhook that failed.",
        "webhooks_dead_total": "Webhooks that were given up after 72 hours.",
        "webhooks_owed": "Webhooks that their receivers have not taken yet.",
    ]

    let sent: Counter
    let failed: Counter
    let dead: Counter
    let owed: Meter

    init(_ factory: any MetricsFactory) {
        sent = Counter(label: "webhooks_sent_total", factory: factory)
        failed = Counter(label: "webhooks_failed_total", factory: factory)
        dead = Counter(label: "webhooks_dead_total", factory: factory)
        owed = Meter(label: "webhooks_owed", factory: factory)
    }
}
