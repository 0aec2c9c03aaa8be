/// Why the content of a key file is not usable; never carries a part of it.
package enum KeyFileError: Error, Equatable, CustomStringConvertible {
    /// The file is encrypted, and there is no password.
    case passwordNeeded
    /// The file is encrypted under another password, or its bytes were changed: the two cannot be told apart.
    case wrongPassword
    /// The 512 MiB that the password check needs are not free.
    case memory
    /// An encryption that wallets made before the one in use now.
    case legacyEncryption(format: String)
    /// The content is no JSON object of texts, or a field is not what its name says.
    case damaged(reason: String)
    /// The recovery phrase, seed or private key in the file is not valid.
    case secret(KeyError)
    /// The address in the file is not that of the secret in it.
    case addressMismatch
    /// The file names an account, and holds no secret.
    case publicOnly
    /// A key of another scheme, which can only be checked here.
    case unsupportedScheme

    package var description: String {
        switch self {
        case .passwordNeeded: "the key is encrypted, and no password was given"
        case .wrongPassword: "wrong password, or the file is damaged"
        case .memory: "512 MiB of memory are needed to check the password, and not free"
        case .legacyEncryption(let format):
            "the key is encrypted in the old format \(format); decrypt it with an older btcli (btcli wallet update),"
                + " or import its recovery phrase with `nicompute wallet import`"
        case .damaged(let reason): "the file is damaged: \(reason)"
        case .secret(let error): error.description
        case .addressMismatch: "the address in the file is not that of its secret; the file was changed or is damaged"
        case .publicOnly: "the file holds only a public key, and cannot sign"
        case .unsupportedScheme: "the key is of scheme ed25519; make an sr25519 key with `nicompute wallet create`"
        }
    }
}
