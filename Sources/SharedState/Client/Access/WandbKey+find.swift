import Foundation
import Keys

extension WandbKey {
    /// The key for the server at `host`, as W&B's own client finds it; nil when nobody gave one.
    ///
    /// `WANDB_API_KEY` counts first, then the file that `NETRC` names or `.netrc` in `home`: its entry for `host:port`,
    /// for `host`, or `default`. A key from a file that others may read works, with a ``warning``.
    /// - Throws: ``WandbKeyError``; a file that is broken is an error, not a missing key.
    package static func find(
        environment: [String: String], home: String, host: String, port: Int?
    ) throws(WandbKeyError) -> WandbKey? {
        if let text = environment["WANDB_API_KEY"] { return try WandbKey(text, source: "WANDB_API_KEY") }
        let path = netrcPath(environment: environment, home: home)
        guard let file = try text(at: path) else { return nil }
        let netrc: Netrc
        do throws(Netrc.Problem) { netrc = try Netrc(file.text) } catch { throw .broken(path: path, error) }
        let names = (port.map { ["\(host):\($0)", "[\(host)]:\($0)"] } ?? []) + [host]
        for name in names {
            guard let password = netrc.password(of: name) else { continue }
            return try WandbKey(password, source: "\(path) (machine \(name))", warning: file.warning)
        }
        guard let password = netrc.fallback?.password else { return nil }
        return try WandbKey(password, source: "\(path) (default)", warning: file.warning)
    }

    /// The key for the server at `address`, and what keeps us from having one without harm.
    ///
    /// A hub on this machine may be open: a broken file, which other programs have use for, keeps nobody from it. A key
    /// in `WANDB_API_KEY` was meant, and must be one.
    /// - Throws: ``WandbKeyError``.
    package static func find(
        environment: [String: String], home: String, address: WandbAddress
    ) throws(WandbKeyError) -> (key: WandbKey?, problem: WandbKeyError?) {
        do throws(WandbKeyError) {
            return (
                try find(environment: environment, home: home, host: address.host, port: address.port), nil
            )
        } catch {
            guard address.isLoopback, environment["WANDB_API_KEY"] == nil else { throw error }
            return (nil, error)
        }
    }

    private static func netrcPath(environment: [String: String], home: String) -> String {
        guard let named = environment["NETRC"], !named.isEmpty else { return home + "/.netrc" }
        return named.hasPrefix("~/") ? home + named.dropFirst() : named
    }

    /// The file's text, and a warning when others may read it; nil when there is no file.
    private static func text(at path: String) throws(WandbKeyError) -> (text: String, warning: String?)? {
        // Dotfiles are often links; only the file behind them has to be a plain one.
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let bytes: [UInt8]?
        do throws(FileError) {
            bytes = try PrivateFile.read(real, limit: 1 << 20)
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
        guard let bytes else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .broken(path: path, Netrc.Problem(line: 1, reason: .notText))
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: real)
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
        guard mode & 0o077 != 0 else { return (text, nil) }
        return (text, "\(path) holds passwords and others may use it: chmod 600 it")
    }
}
