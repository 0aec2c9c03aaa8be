import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

extension DockerClient {
    /// The API version to speak, asked for when it is not known.
    func agreedVersion() async throws -> APIVersion {
        if let known = negotiation.current { return known }
        var ping = EngineCall(.GET, "/_ping")
        ping.versioned = false
        let response = try await http.execute(
            ping.request(socketPath: socketPath, version: nil), deadline: .distantFuture)
        guard response.status == .ok else { throw await refusal(response) }
        _ = try await response.body.collect(upTo: AnswerLimit.refusal)
        guard let announced = response.headers.first(name: "Api-Version") else {
            throw DockerError.protocolViolation(call: ping.name, reason: "no Api-Version header")
        }
        let version = try APIVersion.negotiate(with: announced)
        // Only an engine that is newer than we are can have left our versions behind.
        if APIVersion(announced) != version { try await checkMinimum(announced) }
        negotiation.settle(on: version)
        return version
    }

    /// The engine, whose newest version is `announced`, still speaks our newest one.
    private func checkMinimum(_ announced: String) async throws {
        var call = EngineCall(.GET, "/version")
        call.versioned = false
        let response = try await http.execute(
            call.request(socketPath: socketPath, version: nil), deadline: .distantFuture)
        guard response.status == .ok else { throw await refusal(response) }
        let body = try await response.body.collect(upTo: AnswerLimit.refusal)
        // One that does not tell a minimum speaks for itself when it refuses a call.
        guard let told = try? JSONDecoder().decode(EngineVersion.self, from: Data(buffer: body)).minimumAPIVersion,
            let minimum = APIVersion(told), minimum > .newest
        else { return }
        throw DockerError.unsupportedVersion(engine: String(announced.prefix(32)), minimum: "\(minimum)")
    }
}
