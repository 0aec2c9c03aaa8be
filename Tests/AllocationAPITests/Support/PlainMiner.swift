import HTTPTypes
import Hummingbird
import JSON
import Market
import NIOCore
import TestSupport
import Wire

/// A miner that signs nothing, as Python's: a plain HTTP server in front of a scripted one.
///
/// What it is asked is not checked; axons of ours are for that.
struct PlainMiner: Sendable {
    let miner: ScriptedMiner

    /// Serves on loopback until it is cancelled; `listening` gets the port.
    func run(listening: @escaping @Sendable (Int) -> Void) async throws {
        let router = Router()
        router.post("Allocate") { [miner] request, _ -> Response in
            if miner.now.isClosed { return Self.answer(403, ["message": "Forbidden"]) }
            let body = try await request.body.collect(upTo: 1 << 20)
            var message = try Allocate(json: try JSONValue.parse(Array(body.readableBytesView)))
            do {
                message.output = try await miner.answer(message)
                return Self.answer(200, message.json)
            } catch is ScriptedMiner.Broken {
                return Self.answer(500, ["message": "Internal Server Error"])
            }
        }
        try await Application(
            responder: router.buildResponder(), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { listening($0.localAddress?.port ?? 0) }, logger: .silent
        ).run()
    }

    private static func answer(_ status: Int, _ body: JSONValue) -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: body.serialized)))
    }
}
