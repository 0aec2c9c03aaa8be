import Connections
import Foundation
import Keys
import NIOCore
import TestSupport
import Testing
import Wire

/// Clients that hold an axon's connections with almost no traffic. What Hummingbird ends by itself, after an hour here, is
/// no help: each part of a body starts its time anew.
@Suite("Slow clients of an axon", .timeLimit(.minutes(2))) struct SlowClientTests {
    let people: People

    init() throws { people = try People() }

    private func serve(
        head: TimeAmount = .hours(1), body: TimeAmount = .hours(1),
        _ work: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        try await RunningAxon.serve(
            as: people.bob, routes: [.allocate],
            configure: { $0.connection = ConnectionLimits(head: head, body: body, idle: .hours(1)) }, work)
    }

    @Test(
        "A request that is refused at once cannot hold its connection with a body that never ends",
        arguments: [("POST /Allocate", 401), ("POST /a/b", 404), ("PUT /Allocate", 405)])
    func refused(_ line: String, _ status: Int) async throws {
        try await serve(body: .seconds(2)) { port in
            try await RawConnection.open(port) { connection in
                let head = "\(line) HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n"
                try await connection.send(Array(head.utf8))
                let first = try await connection.answer()
                #expect(first.status == status)
                // The server may have closed already; that is what is to happen.
                try? await connection.send([120])
                let rest = try await connection.answers()
                #expect(rest.isEmpty)
            }
        }
    }

    @Test("A head that never ends is closed without an answer")
    func head() async throws {
        try await serve(head: .milliseconds(300)) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(Array("POST /All".utf8))
                let answers = try await connection.answers()
                #expect(answers.isEmpty)
            }
        }
    }

    @Test("One address has so many connections and no more, until one of them ends")
    func perAddress() async throws {
        try await RunningAxon.serve(
            as: people.bob, routes: [.allocate],
            configure: {
                $0.maxConnectionsPerAddress = 2
                $0.countsLoopback = true
            }
        ) { (port: Int) async throws -> Void in
            try await RawConnection.open(port) { first in
                try await ping(&first)
                try await RawConnection.open(port) { second in
                    try await ping(&second)
                    #expect(try await isServed(port) == false)
                }
                try await ping(&first)
                try await until { try await isServed(port) }
            }
        }
    }

    @Test("Loopback, where a proxy may stand, has no such bound")
    func loopback() async throws {
        try await RunningAxon.serve(
            as: people.bob, routes: [.allocate], configure: { $0.maxConnectionsPerAddress = 1 }
        ) { (port: Int) async throws -> Void in
            try await RawConnection.open(port) { first in
                try await ping(&first)
                #expect(try await isServed(port))
            }
        }
    }

    private func ping(_ connection: inout RawConnection) async throws {
        try await connection.send(request)
        #expect(try await connection.answer().status == 200)
    }

    private func isServed(_ port: Int) async throws -> Bool {
        try await RawConnection.open(port) { connection in
            // A connection that is closed at once may be gone when we write.
            try? await connection.send(request)
            return try await !connection.answers(most: 1).isEmpty
        }
    }

    private var request: [UInt8] {
        SignedRequest(
            from: people.alice, to: people.bob.account, nonce: systemWireClock(), uuid: UUID().uuidString.lowercased()
        ).bytes
    }
}
