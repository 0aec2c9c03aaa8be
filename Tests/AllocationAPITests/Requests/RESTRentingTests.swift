import Foundation
import JSON
import NIOHTTP1
import Store
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(5))) struct RESTRentingTests {
    private func withServer(
        miners: Int = 1, _ body: @escaping @Sendable (Marketplace, RESTServer) async throws -> Void
    ) async throws {
        try await Marketplace.with(miners: miners, store: { .market($0, scores: [1, 2]) }) { market in
            try await RESTServer.with(market) { server in try await body(market, server) }
        }
    }

    private func key(_ text: String) -> HTTPHeaders { ["Idempotency-Key": text] }

    @Test("A machine that meets a requirement is rented once and given back once, however often that is asked")
    func story() async throws {
        try await withServer(miners: 2) { market, server async throws in
            let body = #"{"requirements":{"gpu_type":"H100","gpu_size":80,"timeline":3},"docker_requirement":{}}"#
            let first = try await server.send("POST", "/service/allocate_spec", body: body, headers: key("a"))
            #expect(first.status == 200)
            #expect(first["message"] == "Resource was successfully allocated")
            #expect(first["data"]?["hotkey"] == .text(market.hotkeys[1]))
            let end = try #require(first["data"]?["expires_at"]?.text)
            #expect(end.hasSuffix("Z"))
            #expect(try Date(end, strategy: .iso8601) > Date(timeIntervalSinceNow: 2 * 86_400))
            #expect(first.headers.first(name: "idempotent-replayed") == nil)

            let again = try await server.send("POST", "/service/allocate_spec", body: body, headers: key("a"))
            #expect(again.status == 200)
            #expect(again.body == first.body)
            #expect(again.headers.first(name: "idempotent-replayed") == "true")
            #expect(again.headers.first(name: "cache-control") == "no-store")
            #expect(try await market.store.rentals(in: [.active]).count == 1)
            let other = try await server.send("POST", "/service/allocate_spec", body: "{}", headers: key("a"))
            #expect(other.status == 422)
            #expect(other["err_detail"]?[0]?["field"] == "Idempotency-Key")

            let uuid = try #require(first["data"]?["uuid_key"]?.text)
            let target = "/service/deallocate?hotkey=\(market.hotkeys[1])&uuid_key=\(uuid)"
            for isReplay in [false, true] {
                let answer = try await server.send("POST", target, headers: key("b"))
                #expect(answer.status == 200)
                #expect((answer.headers.first(name: "idempotent-replayed") == "true") == isReplay)
            }
            #expect(try await server.send("POST", target, headers: key("c")).status == 404)
            #expect(market.miners[1].now.calls.count { $0 == .release } == 1)
        }
    }

    @Test("Where no machine can be had, the answer says how many each requirement removed")
    func nothing() async throws {
        try await withServer(miners: 2) { _, server async throws in
            let body = #"{"requirements":{"gpu_type":"b200"}}"#
            let answer = try await server.send("POST", "/service/allocate_spec", body: body)
            #expect(answer.status == 404)
            #expect(
                answer.body == [
                    "success": false, "message": "Fail to allocate resource",
                    "err_detail": "Requested resource is not available.",
                    "candidates": "2 miners: gpu type 2, free 0",
                ])
        }
    }

    @Test(
        "A requirement that cannot be is a validation error",
        arguments: [
            #"{"requirements":{"timeline":0}}"#, #"{"requirements":[]}"#, #"{"requirements":{"cpu_count":0}}"#,
        ])
    func invalid(_ body: String) async throws {
        try await withServer { market, server async throws in
            let answer = try await server.send("POST", "/service/allocate_spec", body: body)
            #expect(answer.status == 422)
            #expect(answer["message"] == "Validation Error, Please check the request body.")
            #expect(market.miner.now.calls.isEmpty)
        }
    }

    @Test("The status of miners is told for a list of hotkeys, with or without a name", arguments: [true, false])
    func status(isNamed: Bool) async throws {
        try await withServer { market, server async throws in
            _ = try await market.rent()
            let list = #"["\#(market.hotkey)","5Unknown","\#(market.hotkey)"]"#
            let body = isNamed ? #"{"hotkey_list":\#(list)}"# : list
            let answer = try await server.send("POST", "/service/check_miner_status", body: body)
            #expect(answer["message"] == "List hotkey status successfully.")
            #expect(
                answer["data"] == [
                    ["hotkey": .text(market.hotkey), "status": "Docker ONLINE"],
                    ["hotkey": "5Unknown", "status": "Not Found"],
                ])
            let versions = try await server.send(
                "POST", "/service/check_miner_status?query_version=true", body: body)
            #expect(
                versions["data"] == [
                    ["hotkey": .text(market.hotkey), "version": 190],
                    ["hotkey": "5Unknown", "status": "Not Found"],
                ])
        }
    }
}
