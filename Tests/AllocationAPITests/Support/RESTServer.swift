import AsyncHTTPClient
import Foundation
import JSON
import Monitoring
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import ServiceLifecycle
import TestSupport
import Testing

@testable import AllocationAPI

/// The REST API over plain HTTP on loopback.
struct RESTServer: Sendable {
    let address: String

    /// Runs `body` with the API of `market`.
    static func with(
        _ market: Marketplace, state: StatePart? = nil, metrics: MetricsRegistry = MetricsRegistry(),
        _ body: @escaping @Sendable (RESTServer) async throws -> Void
    ) async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let service = try AllocationService(
            configuration: .init(ip: "127.0.0.1", port: 0, tls: nil, version: "1"), store: market.store,
            metagraph: market.metagraph, dendrite: market.dendrite, state: state, metrics: metrics, alone: true,
            keys: RenterKeyPool { try market.pairs.next() },
            logger: .silent,
            listening: { port.yield($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Keys made ahead would only take the processor from the other tests.
            for part in service.services where !(part is RenterKeyPool) {
                group.addTask { try await part.run() }
            }
            for await number in ports {
                try await body(RESTServer(address: "http://127.0.0.1:\(number)"))
                break
            }
            group.cancelAll()
            while let end = await group.nextResult() { _ = end }
        }
    }

    /// What the API answers.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: JSONValue

        subscript(_ name: String) -> JSONValue? {
            if case .object(let members) = body { members[name] } else { nil }
        }
    }

    /// The text of the answer to a GET.
    func text(_ target: String) async throws -> String {
        let response = try await HTTPClient.shared.execute(
            HTTPClientRequest(url: address + target), timeout: .seconds(30))
        return String(buffer: try await response.body.collect(upTo: 1 << 20))
    }

    func send(
        _ method: String, _ target: String, body: String? = nil, headers: HTTPHeaders = [:]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: address + target)
        request.method = HTTPMethod(rawValue: method)
        request.headers = headers
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        return Answer(
            status: Int(response.status.code), headers: response.headers,
            body: try JSONDecoder().decode(JSONValue.self, from: Data(buffer: bytes)))
    }
}
