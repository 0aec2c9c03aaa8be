import Chain
import JSON
import Keys
import Market
import SharedState
import Testing

@testable import MinerNode

/// What a miner tells the shared state.
struct PublicationTests {
    private func record(testing: Bool, renter: AccountID?) throws -> RentalRecord {
        RentalRecord(
            id: try Renters.pair().allocationID, renter: renter, publicKey: "pem", testing: testing,
            deadline: Deadline(after: 60, now: .now()), changedAt: 0)
    }

    @Test("Rented is told with the renter's hotkey, a proof of GPU as free, and nothing while it changes")
    func allocated() throws {
        let renter = try Renters.hotkey(1)
        let (rental, proof) = (try record(testing: false, renter: renter), try record(testing: true, renter: renter))
        #expect(OccupancyReport.allocated(.free) == .null)
        #expect(OccupancyReport.allocated(.provisioning(rental)) == nil)
        #expect(OccupancyReport.allocated(.allocated(rental)) == .text(renter.ss58))
        #expect(OccupancyReport.allocated(.allocated(proof)) == .null)
        #expect(OccupancyReport.allocated(.releasing(rental)) == nil)
        // The Python program has told who rents, and did not write it down: what it told stays.
        #expect(OccupancyReport.allocated(.allocated(try record(testing: false, renter: nil))) == nil)
    }

    @Test("The chain's figures have the names of the Python program; without a neuron there is no row")
    func row() throws {
        let account = try Renters.hotkey(1)
        var neuron = Neuron(uid: 1, hotkey: account, coldkey: account, stake: 12.5)
        neuron.emission = 0.25
        neuron.scores.incentive = 0.5
        let metagraph = Metagraph(netuid: 27, block: 100, neurons: [neuron])
        #expect(
            ChainReport.row(metagraph, account) == [
                "Block": 100, "Stake": .number(12.5), "Trust": .number(0), "Consensus": .number(0),
                "Incentive": .number(0.5), "Emission": .number(0.25),
            ])
        #expect(ChainReport.row(metagraph, try Renters.hotkey(2)) == nil)
    }
}
