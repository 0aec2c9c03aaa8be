import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat

/// The JSON documents of an engine's stream, in order, as they come.
///
/// Ends when the engine ends the stream; dropping the iterator closes the connection. Throws ``DockerError``: a line
/// that is too long, is no JSON, or a connection that breaks off. Unlike a call it has no time limit: cancel the task.
package struct JSONLines<Element: Decodable & Sendable>: AsyncSequence, Sendable {
    let body: HTTPClientResponse.Body
    let call: String
    let socket: String
    var maximumLine = AnswerLimit.line

    package func makeAsyncIterator() -> Iterator {
        Iterator(
            lines: LineSplitter(maximum: maximumLine), source: body.makeAsyncIterator(), call: call, socket: socket)
    }

    /// The position in the stream.
    package struct Iterator: AsyncIteratorProtocol {
        private var lines: LineSplitter
        private var source: HTTPClientResponse.Body.AsyncIterator
        private let call: String
        private let socket: String

        fileprivate init(
            lines: LineSplitter, source: HTTPClientResponse.Body.AsyncIterator, call: String, socket: String
        ) {
            self.lines = lines
            self.source = source
            self.call = call
            self.socket = socket
        }

        package mutating func next() async throws -> Element? {
            do {
                while true {
                    if let line = try lines.next() {
                        if line.allSatisfy(\.isJSONSpace) { continue }
                        return try decode(line)
                    }
                    guard let more = try await source.next() else {
                        try Task.checkCancellation()
                        guard let rest = lines.rest(), !rest.allSatisfy(\.isJSONSpace) else { return nil }
                        return try decode(rest)
                    }
                    lines.append(more)
                }
            } catch is LineSplitter.LineTooLong {
                throw DockerError.protocolViolation(call: call, reason: "a line of the stream is too long")
            } catch let error as DockerError {
                throw error
            } catch {
                // The head had come, so this is an answer that broke off, not an engine that is not there.
                switch DockerError(transport: error, call: call, socket: socket) {
                case .unreachable(_, let reason): throw DockerError.protocolViolation(call: call, reason: reason)
                case let other: throw other
                }
            }
        }

        private func decode(_ line: [UInt8]) throws(DockerError) -> Element {
            do {
                return try JSONDecoder().decode(Element.self, from: Data(line))
            } catch {
                throw .decoding(call: call, reason: DecodingReason.short(error))
            }
        }
    }
}

extension UInt8 {
    fileprivate var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
