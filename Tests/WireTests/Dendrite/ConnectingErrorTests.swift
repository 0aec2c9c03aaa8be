import Foundation
import Keys
import Market
import NIOCore
import Testing

@testable import Wire

/// A connection that never stood is told from one that broke: only after the first is it sure that nothing was done.
@Suite("Errors of connecting") struct ConnectingErrorTests {
    private static let unreachable = [ECONNREFUSED, EHOSTUNREACH, EHOSTDOWN, ENETUNREACH, EADDRNOTAVAIL, ETIMEDOUT]

    @Test(
        "What failed in connecting is unreachable", arguments: unreachable,
        ["connect(descriptor:addr:size:)", "finishing a non-blocking connect failed"])
    func connecting(_ code: CInt, _ reason: String) {
        let outcome = DendriteOutcome<Allocate>(of: IOError(errnoCode: code, reason: reason))
        #expect(outcome.label == "unreachable", "\(outcome)")
        #expect(!outcome.mayHaveActed)
    }

    @Test(
        "The same on a connection that stood is not: the axon may have acted", arguments: unreachable,
        ["read(descriptor:pointer:size:)", "writev(descriptor:iovecs:)"])
    func standing(_ code: CInt, _ reason: String) {
        let outcome = DendriteOutcome<Allocate>(of: IOError(errnoCode: code, reason: reason))
        #expect(outcome.label == "bad_answer", "\(outcome)")
        #expect(outcome.mayHaveActed)
    }

    @Test("What the selector finds is of connecting where nothing else can be", arguments: unreachable)
    func found(_ code: CInt) {
        let outcome = DendriteOutcome<Allocate>(of: IOError(errnoCode: code, reason: "connection reset (error set)"))
        #expect(outcome.mayHaveActed == [ETIMEDOUT, EADDRNOTAVAIL].contains(code), "\(outcome)")
    }

    @Test("Other errors of connecting do not count", arguments: [ECONNRESET, EMFILE, EPIPE])
    func others(_ code: CInt) {
        let error = IOError(errnoCode: code, reason: "connect(descriptor:addr:size:)")
        #expect(DendriteOutcome<Allocate>(of: error).label == "bad_answer")
    }

    @Test("A network that cannot be reached is unreachable")
    func network() async throws {
        let people = try People()
        let dendrite = Dendrite(keypair: people.alice, http: .dendrite)
        // Linux refuses TCP to the broadcast address before anything is sent: ENETUNREACH, with a network and without.
        let target = AxonTarget(hotkey: people.bob.account, ip: "255.255.255.255", port: 1)
        let outcome: DendriteOutcome<Allocate> = await dendrite.call(
            Allocate.name, Allocate(), to: target, timeout: .seconds(30))
        #expect(outcome.label == "unreachable", "\(outcome)")
    }
}
