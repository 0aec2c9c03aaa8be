import Foundation
import Logging
import SharedState
import Testing

/// A server of W&B's API that our client is tried at: the stub in its two modes, which was not written by us, and our hub.
enum WandbServer: String, CaseIterable, CustomTestStringConvertible {
    /// It parses the queries, and answers what they select.
    case projectingStub
    /// It answers a fixed set of fields, whatever is selected.
    case supersetStub
    case hub

    var testDescription: String { rawValue }

    /// Those that are there.
    static var present: [WandbServer] {
        allCases.filter { $0 == .hub || (WandbScript.stub != nil && interpreter != nil) }
    }

    struct Port: Decodable, Sendable {
        let port: Int
    }

    /// Lends `body` our client of a project there.
    func run<R: Sendable>(
        project: String = "ours", perPage: Int = 50,
        _ body: @escaping @Sendable (WandbProject) async throws -> R
    ) async throws -> R {
        @Sendable func client(_ url: String) throws -> WandbProject {
            try Self.client(url, project: project, perPage: perPage)
        }
        guard self != .hub else {
            return try await HubUnderTest.run { try await body(client($0.url)) }
        }
        let arguments = [WandbScript.stub ?? "", "--mode", self == .projectingStub ? "project" : "superset"]
        return try await PythonPeer.run(Self.interpreter, "wandb_stub.py", arguments) { peer in
            let served = try await peer.next(as: Port.self)
            return try await body(client("http://127.0.0.1:\(served.port)"))
        }
    }

    /// Our client of `project` at `url`, with the key of the peers.
    static func client(_ url: String, project: String, perPage: Int = 50) throws -> WandbProject {
        var logger = Logger(label: "client")
        logger.logLevel = .critical
        return WandbProject(
            address: try WandbAddress(base: url, project: project), key: try WandbKey(HubUnderTest.key), http: .wandb,
            perPage: perPage, logger: logger)
    }

    /// The stub needs nothing but Python itself.
    private static var interpreter: String? {
        PeerEnvironment.wandb19 ?? PeerEnvironment.wandbNew ?? PeerEnvironment.bt9
    }
}
