import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// Reads the body of a request, so much of it and no more, and no longer than that.
struct BodyReader: Sendable {
    let limits: RequestLimits

    /// The body of `request`. When it is too long or too slow, the connection is closed soon after the answer: what is
    /// still to come would have to be read otherwise.
    /// - Throws: ``APIProblem`` 413 or 408, or what the network throws.
    func bytes(of request: Request, on channel: any Channel) async throws -> [UInt8] {
        let announced = request.headers[.contentLength]
        if announced == "0" || announced == nil && request.headers[.transferEncoding] == nil { return [] }
        if let announced, Int(announced) ?? .max > limits.bodyBytes { throw tooLong(channel) }
        do {
            return try await LoopLimit.run(limits.bodyTime, on: channel.eventLoop) { [limits] in
                Array(buffer: try await request.body.collect(upTo: limits.bodyBytes))
            }
        } catch is NIOTooManyBytesError {
            throw tooLong(channel)
        } catch is LoopLimit.Exceeded {
            closeSoon(channel)
            let seconds = Int(limits.bodyTime / .seconds(1))
            throw APIProblem(
                status: 408, message: "The request body did not arrive in time.",
                detail: .text("at most \(seconds) seconds"))
        }
    }

    private func tooLong(_ channel: any Channel) -> APIProblem {
        closeSoon(channel)
        return APIProblem(
            status: 413, message: "The request body is too large.",
            detail: .text("at most \(limits.bodyBytes >> 10) KiB"))
    }

    private func closeSoon(_ channel: any Channel) {
        channel.eventLoop.scheduleTask(in: limits.closing) { channel.close(promise: nil) }
    }
}
