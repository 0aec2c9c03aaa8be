import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// Writes answers whose items are bytes already.
enum PageWriter {
    /// `{"success":true,"message":..,"data":{"page_items":[..],..}}` with the part of `count` items that `page` asks
    /// for; `write` puts the items of a range into the buffer, with commas between them.
    static func answer(
        _ message: String, _ page: PageRequest, of count: Int, write: (Range<Int>, inout ByteBuffer) -> Void
    ) -> Response {
        let slice = page.slice(of: count)
        var buffer = ByteBuffer()
        buffer.writeString(#"{"success":true,"message":"#)
        buffer.writeBytes(JSONValue.text(message).serialized)
        buffer.writeString(#","data":{"page_items":["#)
        write(slice.range, &buffer)
        buffer.writeString(#"],"page_number":\#(slice.number),"page_size":\#(slice.size),"next_page_number":"#)
        buffer.writeString(slice.next.map(String.init) ?? "null")
        buffer.writeString("}}")
        return response(buffer)
    }

    /// The JSON `value` as it is.
    static func answer(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        response(ByteBuffer(bytes: value.serialized), status: status)
    }

    private static func response(_ body: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: body))
    }
}
