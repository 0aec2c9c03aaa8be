import Foundation
import Keys
package import Logging
import Market

/// A rental that the Python program made and that still runs: taken over once, by a miner that has no state yet.
///
/// The Python program keeps one file, `allocation_key` in its working directory: base64 of the allocation's public key
/// in PEM; empty when the machine is free.
package enum PythonRental {
    /// The file's name.
    package static let file = "allocation_key"
    /// Days that a rental of it may last: its API rents for 60, and its own timer ends the container before.
    static let days: Double = 60

    /// The ledger says that the Python program's rental stands, if it does, and its test container is gone.
    ///
    /// - Parameter directory: The Python program's working directory.
    package static func takeOver(
        from directory: String, ledger: inout MinerLedger, host: any ContainerHost, now: TimeReading, logger: Logger
    ) async throws {
        let path = "\(directory)/\(file)"
        guard ledger.isNew, FileManager.default.fileExists(atPath: path) else { return }
        // Whether a rental stands or not: it holds the SSH port.
        try await host.removePythonTest()
        guard let (id, pem) = key(at: path) else { return }
        host.takeOver(id.hex)
        guard try await host.state(of: id.hex) != .absent else {
            logger.info("the Python program's rental is over", metadata: ["allocation": "\(id)"])
            try await host.remove(id.hex)
            return
        }
        let rental = RentalRecord(
            id: id, renter: nil, publicKey: pem, testing: false, deadline: Deadline(after: days * 86_400, now: now),
            changedAt: now.wall)
        var memory = ledger.memory
        memory.state = .allocated(rental)
        try ledger.write(memory)
        logger.notice("the Python program's rental is taken over", metadata: ["allocation": "\(id)"])
    }

    /// The allocation whose key is in the file at `path`; nil when there is none.
    static func key(at path: String) -> (AllocationID, String)? {
        guard let bytes = try? PrivateFile.read(path, limit: 16 << 10),
            let pem = Data(base64Encoded: String(decoding: bytes, as: UTF8.self), options: .ignoreUnknownCharacters)
        else { return nil }
        let text = String(decoding: pem, as: UTF8.self)
        return AllocationID(publicKeyPEM: text).map { ($0, text) }
    }
}
