/// Why certificates were not made; the texts say what to do and hold no secrets.
package enum CertificateMakerError: Error, Equatable {
    /// A file that would be overwritten.
    case exists(path: String)
    /// There is no authority to sign with.
    case noAuthority(path: String)
    /// The authority's files cannot be used, or do not belong together.
    case badAuthority(path: String)
    case authorityExpired(path: String)
    /// A name that is neither a host name nor an address.
    case badName(String)
    /// A name that cannot be the name of a client's files.
    case badClientName(String)
    case badValidity(days: Int)
    /// A file cannot be read or written.
    case file(String)
    /// The signing itself failed.
    case signing(String)
}

extension CertificateMakerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .exists(let path):
            "\(path) exists; --force replaces it, which cuts off everyone who trusts the old one"
        case .noAuthority(let path): "there is no authority at \(path): make one with `nicompute certs`"
        case .badAuthority(let path): "\(path) is no authority with its key beside it"
        case .authorityExpired(let path): "the authority \(path) has expired: make a new one with --force"
        case .badName(let name): "\(name) is neither a host name nor an IP address"
        case .badClientName(let name):
            "\(name) cannot name a client: use up to 63 of a-z, A-Z, 0-9, '.', '_', '-', '@', and not ca or server"
        case .badValidity(let days): "a certificate cannot be valid for \(days) days: use 1 to 3650"
        case .file(let reason): reason
        case .signing(let reason): "the certificate could not be signed: \(reason)"
        }
    }
}
