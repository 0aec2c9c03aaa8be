import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

/// Where secrets are, and where they are not.
@Suite struct SecretsTests {
    @Test("No secret is in the files in clear", arguments: [false, true])
    func sealed(releasing: Bool) async throws {
        try await withTemporaryDirectory { directory async throws in
            let store = try SQLiteStore(path: directory + "/database.db", logger: .silent)
            _ = try await store.reserve(intent(1))
            _ = try await store.reserve(intent(2, hotkey: "5Other"))
            _ = try await store.activate(intent(1).id, access, at: noon)
            if releasing { _ = try await store.beginRelease(intent(1).id, notify: false, at: noon) }
            #expect(try clearText(in: directory) == [])
        }
    }

    @Test("The copy for the Python program holds the password, and only while the rental is active")
    func pythonCompatible() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, pythonCompatible: true, logger: .silent)
            _ = try await store.reserve(intent(1))
            #expect(try clearText(in: directory) == [])
            _ = try await store.activate(intent(1).id, access, at: noon)
            #expect(try clearText(in: directory) == [passwordCanary])
            _ = try await store.beginRelease(intent(1).id, notify: false, at: noon)
            try store.pool.close()
            try StoreMaintenance.vacuum(path: path)
            #expect(try clearText(in: directory) == [])
        }
    }

    @Test("With another key file the secrets read as absent and the rental can still be released")
    func otherKey() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            _ = try await SQLiteStore(path: path, logger: .silent).reserve(intent(1))
            let store = try SQLiteStore(path: path, sealingKeyPath: directory + "/other.key", logger: .silent)
            #expect(try await store.rental(hotkey: "5Miner")?.secrets == RentalSecrets())
            #expect(try StoreMaintenance.check(path: path, sealingKeyPath: directory + "/other.key").isSound == false)
            #expect(try await store.beginRelease(intent(1).id, notify: false, at: noon)?.publicKey == "PEM 1")
        }
    }

    @Test("A sealed secret moved to another row does not open")
    func moved() async throws {
        try await withTemporaryDirectory { directory async throws in
            let store = try SQLiteStore(path: directory + "/database.db", logger: .silent)
            _ = try await store.reserve(intent(1))
            _ = try await store.reserve(intent(2, hotkey: "5Other"))
            try await store.write { db in
                try db.execute(
                    sql: "UPDATE rental SET sealed = (SELECT sealed FROM rental WHERE id = ?) WHERE id = ?",
                    arguments: [intent(1).id, intent(2).id])
            }
            #expect(try await store.rental(hotkey: "5Other")?.secrets == RentalSecrets())
        }
    }

    @Test("Texts of values show no secret")
    func descriptions() throws {
        var rental = Rental(intent(1))
        rental.secrets.password = passwordCanary
        var row = LegacyAllocation(mirroring: rental)
        row.regkey = privateKeyCanary
        let values: [any Sendable] = [rental, rental.secrets, intent(1), access, row, Reservation.reserved(rental)]
        for value in values {
            var dumped = ""
            dump(value, to: &dumped)
            for text in ["\(value)", String(reflecting: value), dumped] {
                #expect(!text.contains("canary"), "\(type(of: value))")
            }
        }
    }

    /// The canaries that are in the bytes of the directory's files.
    private func clearText(in directory: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        let files = try names.map { try Data(contentsOf: URL(fileURLWithPath: directory + "/" + $0)) }
        return [privateKeyCanary, passwordCanary].filter { canary in
            files.contains { $0.range(of: Data(canary.utf8)) != nil }
        }
    }
}
