import Crypto
import Foundation

/// Makes the addresses of files that are to be uploaded, and knows them again.
///
/// Uploads carry no key (`10-wandb-wire.md` section 1): the address itself is the permission, so nobody can guess it.
struct UploadAddress: Sendable {
    /// Drawn at each start of the hub: addresses are used at once, and not kept.
    struct Secret: Sendable {
        private let key = SymmetricKey(size: .bits256)

        /// 32 hexadecimal digits that allow `name` of the run `sequence`.
        func token(_ sequence: Int64, _ name: String) -> String {
            let code = HMAC<SHA256>.authenticationCode(for: Data("\(sequence)/\(name)".utf8), using: key)
            return code.prefix(16).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        }

        func allows(_ token: String, _ sequence: Int64, _ name: String) -> Bool {
            let expected = Array(self.token(sequence, name).utf8)
            guard token.utf8.count == expected.count else { return false }
            return zip(expected, token.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    /// `http://host:port/prefix`.
    let base: String
    let secret: Secret

    /// - Parameter host: The request's `Host`; nil is made of anything but a name or an address and a port.
    init?(host: String?, isSecure: Bool, prefix: String, secret: Secret) {
        guard let host, !host.isEmpty, host.utf8.count <= 300,
            host.utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default:
                    [
                        UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "["),
                        UInt8(ascii: "]"), UInt8(ascii: "_"),
                    ].contains(byte)
                }
            })
        else { return nil }
        base = "\(isSecure ? "https" : "http")://\(host)\(prefix)"
        self.secret = secret
    }

    func url(_ sequence: Int64, _ name: String) -> String {
        let escaped = name.addingPercentEncoding(withAllowedCharacters: Self.plain) ?? ""
        return "\(base)/storage/\(sequence)/\(secret.token(sequence, name))/\(escaped)"
    }

    /// The unreserved characters of RFC 3986.
    private static let plain = CharacterSet(
        charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
}
