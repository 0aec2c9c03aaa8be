import CoreMetrics

/// What the health checks count.
struct HealthMetrics: Sendable {
    /// What each metric means, by name.
    static let help = [
        "api_health_alarm": "1 while so many checks of a round fail that the fault must be ours, else 0.",
        "api_health_checks_total": "Checks of rentals that counted, by outcome.",
        "api_health_lost_total": "Rentals whose miner was given up.",
    ]

    let alarm: Meter
    let lost: Counter
    private let passed: Counter
    private let failed: Counter

    init(_ factory: any MetricsFactory) {
        alarm = Meter(label: "api_health_alarm", factory: factory)
        lost = Counter(label: "api_health_lost_total", factory: factory)
        passed = Counter(label: "api_health_checks_total", dimensions: [("outcome", "passed")], factory: factory)
        failed = Counter(label: "api_health_checks_total", dimensions: [("outcome", "failed")], factory: factory)
        alarm.set(0)
    }

    /// A check has counted.
    func count(_ hasPassed: Bool) { (hasPassed ? passed : failed).increment() }
}
