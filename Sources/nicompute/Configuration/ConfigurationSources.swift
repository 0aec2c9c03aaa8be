import Foundation
import Keys

/// Everything besides flags that settings come from.
struct ConfigurationSources {
    var environment: [String: String]
    var envFile = EnvFile()
    /// Whether users other than its owner may read the `.env` file.
    var isEnvFileOpen = false
    /// The text of the file of settings at a path.
    var text: (String) throws -> String = { path in
        guard let text = try Self.text(of: path) else { throw ConfigurationProblem.missing(path: path) }
        return text
    }

    /// A file of settings is at most this long.
    private static let limit = 1 << 20

    /// The process's own, with the `.env` file of the working directory when there is one.
    static func ofProcess(envPath: String = ".env") throws -> ConfigurationSources {
        let environment = ProcessInfo.processInfo.environment
        var sources = ConfigurationSources(environment: environment)
        var status = stat()
        // A directory of that name is an environment of Python; a pipe would hold everything up.
        guard stat(envPath, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return sources }
        sources.isEnvFileOpen = status.st_mode & 0o044 != 0
        sources.envFile = EnvFile(try text(of: envPath) ?? "", environment: environment)
        return sources
    }

    /// The text of the file at `path`; nil when it is not there.
    private static func text(of path: String) throws -> String? {
        let path = Wallet.expanded(path)
        guard let handle = FileHandle(forReadingAtPath: path) else {
            guard access(path, F_OK) != 0 else { throw ConfigurationProblem.unreadable(path: path) }
            return nil
        }
        var bytes = Data()
        do {
            while bytes.count <= limit, let chunk = try handle.read(upToCount: limit + 1 - bytes.count), !chunk.isEmpty
            {
                bytes += chunk
            }
        } catch {
            throw ConfigurationProblem.unreadable(path: path)
        }
        guard bytes.count <= limit else { throw ConfigurationProblem.tooLong(path: path, limit: limit) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationProblem.notText(path: path)
        }
        return text
    }

    /// The variables of the `.env` file that commands read from the environment, where it has none of the name.
    var additions: [String: String] {
        envFile.entries.filter { KnownVariable.includes($0.key) && environment[$0.key] == nil }.mapValues(\.value)
    }

    /// Whether a variable of ours is set anywhere.
    var namesSettings: Bool {
        environment.keys.contains(where: Setting.isVariable) || envFile.entries.keys.contains(where: Setting.isVariable)
    }

    /// What an operator should know; no value is in it.
    var warnings: [String] {
        var warnings = envFile.badLines.map { ".env:\($0): no NAME=value; the line is passed over" }
        let secrets = envFile.entries.filter { KnownVariable.isSecret($0.key) && !$0.value.value.isEmpty }.keys.sorted()
        if isEnvFileOpen, !secrets.isEmpty {
            warnings.append(
                ".env holds \(secrets.joined(separator: ", ")) and other users can read it: chmod 600 .env")
        }
        return warnings
    }
}
