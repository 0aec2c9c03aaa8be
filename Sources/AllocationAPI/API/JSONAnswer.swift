import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Writes answers as JSON.
enum JSONAnswer {
    /// `value` with `status`; nothing may keep a copy, since answers carry passwords.
    static func make(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        guard let body = try? encoder.encode(value) else { return Response(status: .internalServerError) }
        return Response(
            status: status,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// `{"success":true,"message":..,"data":..}`.
    static func success(_ message: String, data: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        make(Form(success: true, message: message, data: data), status: status)
    }

    private struct Form<D: Encodable>: Encodable {
        let success: Bool
        let message: String
        let data: D
    }
}
