import Keys
import Market

/// One run of hashcat 6: what it is called with, and how its output is read.
struct HashcatCommand {
    let order: HashcatOrder
    let settings: HashcatSettings
    /// Names hashcat's own files, so that several of its processes never meet.
    let session: String

    /// Nothing is kept between runs except compiled kernels. The characters go as hex: hashcat would take the name of
    /// a file for its contents. Behind `--` nothing is read as an option.
    var arguments: [String] {
        var arguments = ["-a", "3", "-m", ChallengeHash.mode, "-w", String(settings.workloadProfile)]
        arguments += settings.extendedOptions.isEmpty ? ["-O"] : settings.extendedOptions
        arguments += settings.device?.arguments ?? []
        arguments += [
            "--quiet", "--potfile-disable", "--restore-disable", "--logfile-disable", "--session", session,
            "--hex-charset", "--custom-charset1=\(Hex.encode(order.chars.utf8))",
            "--", "\(order.hash):\(order.salt)", order.mask,
        ]
        return arguments
    }

    /// The operator's variables, with a home that is ours: hashcat writes nowhere else.
    func environment(of ours: [String: String]) -> [String: String] {
        var environment = ProgramEnvironment.passed(of: ours).filter { name, _ in
            !name.hasPrefix("XDG_") && name != "POCL_CACHE_DIR"
        }
        environment["HOME"] = settings.directory
        return environment
    }

    /// The password in hashcat's `output`; nil: there is none that has the hash.
    func password(in output: String) -> String? {
        let found = "\(order.hash):\(order.salt):"
        for line in output.split(whereSeparator: \.isNewline) where line.hasPrefix(found) {
            let password = Self.plain(line.dropFirst(found.count))
            if let password, ChallengeHash.text(password: password, salt: order.salt) == order.hash { return password }
        }
        return nil
    }

    /// hashcat writes passwords with a `:` in them as `$HEX[3a]`.
    private static func plain(_ written: Substring) -> String? {
        guard written.hasPrefix("$HEX["), written.hasSuffix("]") else { return String(written) }
        return Hex.decode(written.dropFirst(5).dropLast()).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
