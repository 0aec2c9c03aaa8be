import Foundation
import Synchronization

/// A script of `python`, run as a process of its own, that is gone when the body which uses it has ended.
struct PythonPeer {
    /// Why there is no answer, with what the script said to people.
    enum Problem: Error {
        case ended(said: String)
        case notExpected(line: String, said: String)
    }

    /// Importing an SDK takes seconds alone on a busy machine; whoever takes longer than this is killed.
    static let patience = Duration.seconds(150)

    private let child: Child
    private var lines: AsyncStream<String>.AsyncIterator

    /// Starts `script` and lends it to `body`.
    ///
    /// - Parameter python: The interpreter of an environment; nil, where a suite is enabled without one, ends the test.
    static func run<R: Sendable>(
        _ python: String?, _ script: String, _ arguments: [String],
        _ body: @escaping @Sendable (inout PythonPeer) async throws -> R
    ) async throws -> R {
        guard let python else { throw Problem.ended(said: "no environment") }
        let child = try Child(python, [PeerEnvironment.script(script)] + arguments)
        let result: Result<R, any Error>
        do {
            result = .success(
                try await withThrowingTaskGroup(of: R?.self) { group in
                    defer { group.cancelAll() }
                    group.addTask {
                        var peer = PythonPeer(child: child, lines: child.lines.makeAsyncIterator())
                        return try await body(&peer)
                    }
                    group.addTask {
                        // A limit, not a pace: its lines end with the script, and with them the body.
                        try? await Task.sleep(for: patience)
                        if !Task.isCancelled { child.signal(SIGKILL) }
                        return nil
                    }
                    for try await found in group {
                        if let found { return found }
                    }
                    throw Problem.ended(said: child.said)
                })
        } catch {
            result = .failure(error)
        }
        await child.stop()
        return try result.get()
    }

    /// All that a script says that ends by itself, given `input`.
    static func answers<V: Decodable & Sendable>(
        _ python: String?, _ script: String, _ arguments: [String], input: String? = nil, as type: V.Type = V.self
    ) async throws -> [V] {
        try await run(python, script, arguments) { peer in
            if let input { peer.send(input) }
            peer.finish()
            var all: [V] = []
            while let line = await peer.lines.next() { all.append(try peer.parse(line, as: type)) }
            if all.isEmpty { throw Problem.ended(said: peer.child.said) }
            return all
        }
    }

    /// The next JSON line.
    mutating func next<V: Decodable>(as type: V.Type = V.self) async throws -> V {
        guard let line = await lines.next() else { throw Problem.ended(said: child.said) }
        return try parse(line, as: type)
    }

    /// Writes a line to its standard input.
    func send(_ line: String) { child.write(line + "\n") }

    /// Closes its standard input.
    func finish() { child.closeInput() }

    private func parse<V: Decodable>(_ line: String, as type: V.Type) throws -> V {
        do {
            return try JSONDecoder().decode(type, from: Data(line.utf8))
        } catch {
            throw Problem.notExpected(line: line, said: child.said)
        }
    }
}

extension PythonPeer {
    /// The process, its lines, and what it says to people.
    private final class Child: Sendable {
        // Foundation's Process and FileHandle are not Sendable; they are used here under the lock alone.
        private struct Handles: @unchecked Sendable {
            let process: Process
            let input: FileHandle
        }

        let lines: AsyncStream<String>
        private let handles: Mutex<Handles>
        private let complaints: Complaints
        private let ended: AsyncStream<Void>

        var said: String { complaints.text }

        init(_ python: String, _ arguments: [String]) throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: python)
            process.arguments = arguments
            var environment = ProcessInfo.processInfo.environment
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
            process.environment = environment
            let (input, output, errors) = (Pipe(), Pipe(), Pipe())
            process.standardInput = input
            process.standardOutput = output
            process.standardError = errors
            let (lines, line) = AsyncStream.makeStream(of: String.self)
            let splitter = LineSplitter(line)
            Self.pump(output.fileHandleForReading) { splitter.take($0) }
            let complaints = Complaints()
            Self.pump(errors.fileHandleForReading) { complaints.add($0) }
            let (ended, end) = AsyncStream.makeStream(of: Void.self)
            process.terminationHandler = { _ in end.finish() }
            try process.run()
            self.lines = lines
            self.complaints = complaints
            self.ended = ended
            handles = Mutex(Handles(process: process, input: input.fileHandleForWriting))
        }

        /// Gives `take` all that comes, then nothing once: from a thread that owns its descriptor.
        ///
        /// A `readabilityHandler` closes descriptors that dispatch still watches, which now and then crashes the process.
        private static func pump(_ handle: FileHandle, _ take: @escaping @Sendable (Data) -> Void) {
            let descriptor = dup(handle.fileDescriptor)
            Thread.detachNewThread {
                var buffer = [UInt8](repeating: 0, count: 65_536)
                while true {
                    let count = read(descriptor, &buffer, buffer.count)
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { break }
                    take(Data(buffer[..<count]))
                }
                take(Data())
                close(descriptor)
            }
        }

        func write(_ text: String) {
            handles.withLock { try? $0.input.write(contentsOf: Data(text.utf8)) }
        }

        func closeInput() {
            handles.withLock { try? $0.input.close() }
        }

        func signal(_ number: Int32) {
            handles.withLock { handles in
                let process = handles.process.processIdentifier
                // Zero and less would mean more than this one.
                if process > 0, handles.process.isRunning { kill(process, number) }
            }
        }

        /// Ends the process if need be, and returns when it has ended.
        func stop() async {
            signal(SIGTERM)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in self.ended {} }
                group.addTask {
                    // A limit for scripts that do not listen to the first signal.
                    try? await Task.sleep(for: .seconds(10))
                    if !Task.isCancelled { self.signal(SIGKILL) }
                }
                await group.next()
                group.cancelAll()
            }
            closeInput()
        }
    }

    /// Makes lines of pieces.
    private final class LineSplitter: Sendable {
        private let rest = Mutex<[UInt8]>([])
        private let line: AsyncStream<String>.Continuation

        init(_ line: AsyncStream<String>.Continuation) {
            self.line = line
        }

        func take(_ data: Data) {
            rest.withLock { rest in
                rest += data
                while let end = rest.firstIndex(of: 10) {
                    line.yield(String(decoding: rest[..<end], as: UTF8.self))
                    rest.removeFirst(end + 1)
                }
            }
            if data.isEmpty { line.finish() }
        }
    }

    /// The last of what a script wrote to standard error.
    private final class Complaints: Sendable {
        private let bytes = Mutex<[UInt8]>([])

        var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

        func add(_ data: Data) {
            bytes.withLock { $0 = ($0 + data).suffix(4_000) }
        }
    }
}
