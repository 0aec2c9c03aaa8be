import Foundation

@testable import AllocationAPI

let certificateHost = HostIdentity(name: "rent.example.org", addresses: ["192.0.2.10", "2001:db8::10"])
let certificateDay = Date(timeIntervalSince1970: 1_800_000_000)

/// Runs `body` with a maker over a fresh directory, which is gone afterwards.
func withCertificateMaker<T>(
    now: @escaping @Sendable () -> Date = { Date() }, isolation: isolated (any Actor)? = #isolation,
    _ body: (CertificateMaker) async throws -> T
) async throws -> T {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("certs-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(CertificateMaker(directory: path, host: certificateHost, now: now))
}
