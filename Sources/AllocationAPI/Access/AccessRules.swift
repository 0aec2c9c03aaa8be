import JSON
import NIOCore

/// Who may talk to the API: the one place that says so, for requests and for WebSockets.
struct AccessRules: Sendable {
    /// Whether a client must present a certificate of our authority.
    var clientCertificate = ServerTLS.ClientCertificates.required
    /// The addresses that may come; nil for all.
    var allowed: AddressRanges?

    /// Why a client is turned away, its connection with it; nil when it may come in.
    ///
    /// - Parameters:
    ///   - remote: Its address; a client without one is on no list.
    ///   - hasCertificate: Whether it presented a certificate of our authority. One of another authority never gets
    ///     this far: the TLS handshake fails.
    func refusal(remote: SocketAddress?, hasCertificate: Bool) -> APIProblem? {
        if let allowed, !allowed.contains(remote) {
            return APIProblem(
                status: 403, message: "Access forbidden: IP not whitelisted",
                detail: .text("the address of the client is not in WHITELISTED_IPS"),
                isLast: true)
        }
        if clientCertificate == .required, !hasCertificate {
            return APIProblem(
                status: 401, message: "Missing authorization", detail: .text("a client certificate is required"),
                isLast: true)
        }
        return nil
    }
}
