import Chain
import JSON
import Keys
import Testing

struct EventTests {
    @Test(.enabled(if: CallVectors.hasRecordings, "needs the recorded chain data"), arguments: [14, 15] as [UInt8])
    func `With the recorded runtime, the samples decode to what was encoded, and encode again`(
        version: UInt8
    ) throws {
        let metadata = try CallVectors.recorded(version)
        let samples = try CallVectors.cases("events.json", "samples")
        #expect(samples.count == 5)
        for sample in samples {
            let bytes = try CallVectors.bytes(sample["encoded"])
            let events = try EventRecord.list(bytes, metadata: metadata)
            let expected = try #require(sample["events"]?.list)
            #expect(events.count == expected.count)
            for (event, wanted) in zip(events, expected) {
                let index = try #require(wanted["phase"]?["ApplyExtrinsic"]?.integer)
                #expect(event.phase == .extrinsic(UInt32(index)))
                let pallet = try #require(wanted["event"]?.object?.first)
                let name = try #require(pallet.value.object?.first)
                #expect(event.pallet == pallet.key && event.name == name.key)
            }
            let type = try metadata.storage("System", "Events").valueType
            #expect(try metadata.types.encode(.list(events.map(\.value)), as: type) == bytes)
        }
    }

    @Test(.enabled(if: CallVectors.hasRecordings, "needs the recorded chain data"))
    func `With the recorded runtime, failures have their name and documentation`() throws {
        let metadata = try CallVectors.recorded(15)
        let samples = try CallVectors.cases("events.json", "samples")
        let failures = try samples.map { sample in
            let events = try EventRecord.list(try CallVectors.bytes(sample["encoded"]), metadata: metadata)
            return DispatchFailure(events: events.filter { $0.phase == .extrinsic(1) }, metadata: metadata)
        }
        #expect(failures[0] == nil && failures[1] == nil && failures[2] == nil)
        #expect(failures[3]?.pallet == "SubtensorModule" && failures[3]?.name == "ServingRateLimitExceeded")
        #expect(failures[3]?.docs.isEmpty == false)
        #expect(failures[4] == DispatchFailure(pallet: nil, name: "BadOrigin", docs: ""))
    }

    @Test(.enabled(if: CallVectors.hasRecordings, "needs the recorded chain data"))
    func `With the recorded runtime, every module error has the recorded name and documentation`() throws {
        let metadata = try CallVectors.recorded(15)
        let file = try JSONValue.parse(Array(try Recorded.text("errors.json").utf8))
        for error in try #require(file["errors"]?.list) {
            let number = UInt8(try #require(error["index"]?.integer))
            let stored = ScaleValue.variant(
                "Module", .fields(["index": .unsigned(7), "error": .bytes([number, 0, 0, 0])]))
            let failure = DispatchFailure(stored, metadata: metadata)
            #expect(failure.name == error["name"]?.text && failure.pallet == "SubtensorModule")
            let words = failure.docs.split(separator: " ")
            #expect(words == error["docs"]?.text?.split(separator: " "))
        }
        let codes = try #require(file["pool_custom_errors"]?["codes"]?.object)
        #expect(codes.count == CustomPoolError.allCases.count)
        for (name, number) in codes {
            #expect(CustomPoolError.name(UInt8(try #require(number.integer))) == name)
        }
    }

    @Test func `Unknown errors keep their numbers and inner names`() {
        let metadata = SmallRuntime.metadata()
        func name(_ error: ScaleValue?) -> String { DispatchFailure(error, metadata: metadata).description }
        func module(_ pallet: UInt128, _ error: ScaleValue) -> ScaleValue {
            .variant("Module", .fields(["index": .unsigned(pallet), "error": error]))
        }
        #expect(name(module(7, .bytes([30, 0, 0, 0]))) == "Demo.TooSoon: It is too soon. Wait.")
        #expect(name(module(7, .unsigned(30))) == "Demo.TooSoon: It is too soon. Wait.")
        #expect(name(module(7, .bytes([31, 0, 0, 0]))) == "Module(7, 31)")
        #expect(name(module(300, .bytes([]))) == "Module(?, ?)")
        #expect(name(.variant("Token", .variant("FundsUnavailable", .list([])))) == "Token.FundsUnavailable")
        #expect(name(.variant("BadOrigin", .list([]))) == "BadOrigin")
        #expect(name(.list([])) == "Unknown")
        #expect(name(nil) == "Unknown")
    }

    @Test func `No stored events are no events, and cut ones are an error`() throws {
        let metadata = SmallRuntime.metadata()
        #expect(try EventRecord.list(nil, metadata: metadata).isEmpty)
        #expect(throws: (any Error).self) { try EventRecord.list([4, 0, 1], metadata: metadata) }
        for phase in [.finalization, .initialization, .extrinsic(.max)] as [EventRecord.Phase] {
            let event = EventRecord(phase: phase, pallet: "Demo", name: "Done", fields: .list([]))
            #expect(EventRecord(event.value) == event)
        }
    }

    @Test func `A refusal is named by its custom error`() {
        #expect(PoolRefusal.custom(12).name == "ServingRateLimitExceeded")
        #expect(PoolRefusal.custom(255).name == "BadRequest")
        #expect(PoolRefusal.custom(99).name == nil && PoolRefusal.custom(99).customError == 99)
        #expect(PoolRefusal(code: 1_010, message: "Invalid Transaction", data: "Custom error: 256").customError == nil)
        #expect(PoolRefusal.outdated.tellsTakenNonce && PoolRefusal.priorityTooLow.tellsTakenNonce)
        #expect(!PoolRefusal.badSignature.tellsTakenNonce && PoolRefusal.known.tellsKnown)
    }
}
