import AsyncHTTPClient
import Foundation
import JSON
import Keys
import SharedState
import TestSupport

/// Miners that only the shared state knows: signed runs that nobody runs.
enum Ghosts {
    /// Publishes one run for each of the machines in `ghosts.json`, the first ones by `known`, and the run of a validator
    /// that says to rent out the third; the fourth says itself that it is rented.
    ///
    /// - Parameters:
    ///   - hub: The hub's address, which must take them as running without beats.
    ///   - known: Keypairs of neurons.
    /// - Returns: The miners' hotkeys in the order of the file.
    static func publish(hub: String, known: [Keypair]) async throws -> [String] {
        let project = WandbProject(
            address: try WandbAddress(base: hub), key: nil, http: .shared, logger: .silent)
        let file = URL(fileURLWithPath: PythonREST.script("rest_conformance/ghosts.json"))
        let machines = try JSONValue.parse([UInt8](try Data(contentsOf: file))).list ?? []
        let keypairs = known + (known.count..<machines.count).map { _ in Keypair.generate() }
        let validator = Keypair.generate()
        for (index, machine) in machines.enumerated() {
            var more: [String: JSONValue] = ["specs": machine]
            if index == 3 { more["allocated"] = .text(validator.account.ss58) }
            try await publish(project, "ghost\(index)", .miner, keypairs[index], more)
        }
        let rented: JSONValue = .list([.text(keypairs[2].account.ss58)])
        try await publish(project, "ghostvalidator", .validator, validator, ["allocated_hotkeys": rented])
        return keypairs.map(\.account.ss58)
    }

    private static func publish(
        _ project: WandbProject, _ id: String, _ role: RunRole, _ keypair: Keypair, _ more: [String: JSONValue]
    ) async throws {
        let hotkey = keypair.account.ss58
        let values: [String: JSONValue] = [
            "hotkey": .text(hotkey), "role": .text(role.rawValue), "version": 190, "config": ["netuid": 27],
            "signature": .text(RunSignature.sign(runID: id, by: keypair)),
        ]
        let config = RunConfig(values.merging(more) { $1 })
        _ = try await project.upsert(RunChange(id: id, displayName: role.displayName(of: hotkey), config: config))
    }
}
