import AllocationAPI
import Foundation

/// The certificates of a local network.
enum LocalnetCertificates {
    /// The certificates in `directory`, made when they are not there.
    static func ensure(_ directory: String) throws -> CertificatePaths {
        let paths = CertificatePaths(directory: directory)
        if FileManager.default.fileExists(atPath: paths.server) { return paths }
        return try CertificateMaker(directory: directory).makeAll(force: true)
    }
}
