import NIOCore

/// What a request may take before its handler runs.
struct RequestLimits: Sendable {
    /// Bytes of a body.
    var bodyBytes = 1 << 20
    /// From the head to the end of the body.
    var bodyTime = Duration.seconds(30)
    /// How long a connection lives on whose body was not read to its end: long enough for the answer to be sent.
    var closing = TimeAmount.seconds(2)
}
