import Foundation
import JSON
import NIOHTTP1
import Store
import TestSupport
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(1))) struct RESTTests {
    private func withServer(_ body: @escaping @Sendable (Marketplace, RESTServer) async throws -> Void) async throws {
        try await Marketplace.with { market in
            try await RESTServer.with(market) { server in try await body(market, server) }
        }
    }

    @Test("A machine is rented, listed and given back with the names and texts of the Python service")
    func story() async throws {
        try await withServer { market, server async throws in
            let rented = try await server.send(
                "POST", "/service/allocate_hotkey?hotkey=\(market.hotkey)", body: #"{"base_image":"ubuntu"}"#)
            #expect(rented.status == 200)
            #expect(rented["success"] == .bool(true))
            #expect(rented["message"] == .text("Resource was successfully allocated"))
            #expect(rented.headers.first(name: "cache-control") == "no-store")
            guard case .object(let data) = rented["data"], case .text(let uuid) = data["uuid_key"] else {
                throw ScriptedMiner.Broken()
            }
            #expect(
                Set(data.keys) == [
                    "resource", "hotkey", "regkey", "ssh_ip", "ssh_port", "ssh_username", "ssh_password",
                    "ssh_command", "ssh_key", "uuid_key", "miner_version", "expires_at",
                ])
            #expect(data["regkey"] == .text(""))
            #expect(data["ssh_password"] == .text("secret-canary"))
            #expect(data["ssh_command"] == .text("ssh root@127.0.0.1 -p 4444"))
            #expect(UUID(uuidString: uuid) != nil)

            let listing = try await server.send("POST", "/list/allocations_sql")
            #expect(listing["message"] == .text("List allocations successfully."))
            #expect(listing["data"] == .list([.object(data)]))

            let release = "/service/deallocate?hotkey=\(market.hotkey)&notify_flag=true&uuid_key="
            let wrong = try await server.send("POST", release + "x")
            #expect(wrong.status == 400)
            #expect(wrong["err_detail"] == .text("Invalid UUID key"))
            let released = try await server.send("POST", release + uuid)
            #expect(released.status == 200)
            #expect(released["message"] == .text("Resource deallocated successfully."))
            let again = try await server.send("POST", release + uuid)
            #expect(again.status == 404)
            let empty = try await server.send("POST", "/list/allocations_sql")
            #expect(empty.status == 404)
            #expect(empty["message"] == .text("No resources found."))
            #expect(
                empty["data"] == .text("No allocated resources found. Allocate a resource with validator."))
        }
    }

    @Test("The same names are read from a JSON body")
    func body() async throws {
        try await withServer { market, server async throws in
            let body = #"{"hotkey":"\#(market.hotkey)","docker_requirement":{"volume_path":"/data"},"more":1}"#
            let rented = try await server.send("POST", "/service/allocate_hotkey", body: body)
            #expect(rented.status == 200)
        }
    }

    @Test("A release without the miner is accepted with 202")
    func accepted() async throws {
        try await withServer { market, server async throws in
            let rental = try await market.rent()
            market.miner.change { $0.releasing = .breaks }
            let answer = try await server.send(
                "POST", "/service/deallocate?hotkey=\(market.hotkey)&uuid_key=\(rental.uuid)")
            #expect(answer.status == 202)
            #expect(answer["success"] == .bool(true))
            #expect(answer["message"] == .text("Resource deallocation accepted, waiting for the miner."))
        }
    }

    @Test("A store that is away is told with 503 and when to come again")
    func storeAway() async throws {
        try await withServer { market, server async throws in
            market.store.fail([.read, .reserve])
            for path in ["/list/allocations_sql", "/service/allocate_hotkey?hotkey=\(market.hotkey)"] {
                let answer = try await server.send("POST", path)
                #expect(answer.status == 503)
                #expect(answer.headers.first(name: "retry-after") == "5")
                #expect(answer["success"] == .bool(false))
            }
        }
    }

    @Test("The welcome and the liveness check answer")
    func status() async throws {
        try await withServer { _, server async throws in
            #expect(try await server.send("GET", "/")["message"] != nil)
            #expect(try await server.send("GET", "/healthz").status == 200)
        }
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        var method = "POST"
        let target: String
        var body: String?
        let status: Int
        let message: String
        var testDescription: String { "\(method) \(target.prefix(60)) \(body?.prefix(20) ?? "")" }
    }

    static let invalid = "Validation Error, Please check the request body."
    static let bad = [
        Bad(target: "/nowhere", status: 404, message: "Not Found"),
        Bad(method: "GET", target: "/service/deallocate", status: 405, message: "Method Not Allowed"),
        Bad(method: "DELETE", target: "/", status: 405, message: "Method Not Allowed"),
        Bad(target: "/service/allocate_hotkey", status: 422, message: invalid),
        Bad(target: "/service/deallocate?hotkey=x", status: 422, message: invalid),
        Bad(target: "/service/allocate_hotkey?hotkey=x", body: "{", status: 422, message: invalid),
        Bad(target: "/service/allocate_hotkey?hotkey=x", body: "[]", status: 422, message: invalid),
        Bad(target: "/service/allocate_hotkey?hotkey=x", body: #"{"ssh_key":1}"#, status: 422, message: invalid),
        Bad(target: "/service/allocate_hotkey?hotkey=x", body: #"{"dockerfile":[]}"#, status: 422, message: invalid),
        Bad(target: "/service/allocate_hotkey", body: #"{"hotkey":{}}"#, status: 422, message: invalid),
        Bad(target: "/service/deallocate?hotkey=x&uuid_key=y&notify_flag=maybe", status: 422, message: invalid),
        Bad(
            target: "/service/allocate_hotkey?hotkey=x&ssh_key=nonsense", status: 400,
            message: "Invalid allocation request"),
        Bad(target: "/service/allocate_hotkey?hotkey=x", status: 404, message: "Fail to allocate resource"),
        Bad(
            target: "/service/deallocate?hotkey=x&uuid_key=y", status: 404,
            message: "No allocation details found for the provided hotkey."),
        Bad(
            target: "/service/allocate_hotkey?hotkey=x", body: String(repeating: " ", count: 1 << 20 | 1), status: 413,
            message: "The request body is too large."),
        Bad(
            target: "/service/allocate_hotkey?hotkey=x",
            body: String(repeating: "[", count: 10_000), status: 422, message: invalid),
    ]

    @Test("What cannot be served is answered in the error form", arguments: bad)
    func errors(_ bad: Bad) async throws {
        try await withServer { _, server async throws in
            let answer = try await server.send(bad.method, bad.target, body: bad.body)
            #expect(answer.status == bad.status)
            #expect(answer["message"] == .text(bad.message))
            #expect(answer["success"] == .bool(false))
            guard case .object(let members) = answer.body else { throw ScriptedMiner.Broken() }
            #expect(Set(members.keys) == ["success", "message", "err_detail"])
        }
    }

    @Test("A validation error names the field")
    func fields() async throws {
        try await withServer { _, server async throws in
            let answer = try await server.send("POST", "/service/deallocate?hotkey=x")
            let expected = JSONValue.list([
                .object(["field": .text("uuid_key"), "message": .text("Field required")])
            ])
            #expect(answer["err_detail"] == expected)
        }
    }

    @Test("Plain HTTP is for loopback addresses only", arguments: ["0.0.0.0", "192.0.2.1", "::"])
    func insecure(_ ip: String) async throws {
        try await Marketplace.with { market async throws in
            #expect(throws: AllocationService.Problem.self) {
                try AllocationService(
                    configuration: .init(ip: ip, port: 0, tls: nil, version: "1"), store: market.store,
                    metagraph: market.metagraph, dendrite: market.dendrite, alone: true, logger: .silent)
            }
        }
    }
}
