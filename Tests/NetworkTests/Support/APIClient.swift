import AllocationAPI
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import NIOSSL

/// A client of the REST API, as one written for the Python service.
struct APIClient: Sendable {
    private let http: HTTPClient
    private let address: String

    /// The answer of the API.
    struct Answer: Sendable {
        let status: Int
        let body: Body
        let headers: HTTPHeaders
    }

    /// The members of every answer.
    struct Body: Decodable, Sendable {
        var success: Bool?
        var message: String?
        var data: Payload?

        enum Payload: Decodable, Sendable {
            case one(Rented)
            case many([Rented])
            case other

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let one = try? container.decode(Rented.self) {
                    self = .one(one)
                } else if let many = try? container.decode([Rented].self) {
                    self = .many(many)
                } else {
                    self = .other
                }
            }
        }
    }

    /// The `Allocation` of the REST API, as far as a renter needs it.
    struct Rented: Decodable, Sendable, Equatable {
        var hotkey: String
        var ip: String
        var port: Int
        var username: String
        var password: String
        var uuid: String
        var command: String
        var hostKey: String?
        var knownHosts: String?

        enum CodingKeys: String, CodingKey {
            case hotkey
            case ip = "ssh_ip"
            case port = "ssh_port"
            case username = "ssh_username"
            case password = "ssh_password"
            case uuid = "uuid_key"
            case command = "ssh_command"
            case hostKey = "host_key"
            case knownHosts = "known_hosts"
        }
    }

    /// Runs `body` with a client of the API at `address` that trusts `ca` and shows the certificate, where there is one.
    static func with<R>(
        _ address: String, ca: String, certificate: String? = nil, key: String? = nil,
        isolation: isolated (any Actor)? = #isolation, _ body: (APIClient) async throws -> R
    ) async throws -> R {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .file(ca)
        if let certificate, let key {
            tls.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) }
            tls.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
        }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        // A request that is sent twice would hide a fault of the API.
        configuration.connectionPool.retryConnectionEstablishment = false
        // Requests that are made at once are to arrive at once.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 128
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<R, any Error>
        do {
            result = .success(try await body(APIClient(http: http, address: address)))
        } catch {
            result = .failure(error)
        }
        try await http.shutdown()
        return try result.get()
    }

    /// The answer to a POST; `key` is an `Idempotency-Key`.
    func post(
        _ path: String, _ query: [String: String] = [:], json: String? = nil, key: String? = nil
    ) async throws -> Answer {
        var parts = URLComponents()
        parts.queryItems = query.isEmpty ? nil : query.map { URLQueryItem(name: $0, value: $1) }
        // A `+` in a query is a space to most servers.
        let target = path + (parts.string ?? "").replacing("+", with: "%2B")
        var request = HTTPClientRequest(url: address + target)
        request.method = .POST
        if let key { request.headers.add(name: "Idempotency-Key", value: key) }
        if let json { request.body = .bytes(ByteBuffer(string: json)) }
        let response = try await http.execute(request, timeout: .seconds(120))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        return Answer(
            status: Int(response.status.code), body: try JSONDecoder().decode(Body.self, from: Data(buffer: bytes)),
            headers: response.headers)
    }

    /// The status and the text of the answer to a GET.
    func get(_ path: String) async throws -> (status: Int, text: String) {
        let response = try await http.execute(HTTPClientRequest(url: address + path), timeout: .seconds(30))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        return (Int(response.status.code), String(buffer: bytes))
    }

    /// The answer to a rental request.
    func allocate(
        _ hotkey: String, sshKey: String? = nil, json: String? = nil, key: String? = nil
    ) async throws -> Answer {
        var query = ["hotkey": hotkey]
        query["ssh_key"] = sshKey
        return try await post("/service/allocate_hotkey", query, json: json, key: key)
    }

    /// The answer to a rental request for any machine, with a GPU or without.
    func allocateAny(key: String? = nil) async throws -> Answer {
        try await post(
            "/service/allocate_spec",
            json: #"{"requirements":{"cpu_count":1,"gpu_type":"","gpu_size":0},"docker_requirement":{}}"#, key: key)
    }

    /// The answer to a release.
    func deallocate(
        _ hotkey: String, uuid: String, notify: Bool = false, key: String? = nil
    ) async throws -> Answer {
        try await post(
            "/service/deallocate", ["hotkey": hotkey, "uuid_key": uuid, "notify_flag": "\(notify)"], key: key)
    }

    /// The rentals that are listed.
    func allocations() async throws -> [Rented] {
        let answer = try await post("/list/allocations_sql")
        if case .many(let rented) = answer.body.data { return rented }
        return []
    }
}

extension APIClient.Answer {
    /// The rental in the answer.
    var rented: APIClient.Rented? {
        if case .one(let rented) = body.data { rented } else { nil }
    }
}
