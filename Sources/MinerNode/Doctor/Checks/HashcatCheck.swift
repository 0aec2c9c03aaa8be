import Foundation

/// The program that solves challenges is there.
struct HashcatCheck: DoctorCheck {
    /// A path, or a name that is looked for in `search`.
    let program: String
    /// Directories as in PATH.
    let search: String

    let name = "hashcat"
    let remedyWhenSilent = "sudo apt-get install -y hashcat"

    func look() async throws -> DoctorOutcome {
        let places = program.contains("/") ? [program] : search.split(separator: ":").map { "\($0)/\(program)" }
        guard let path = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            return .problem(
                "\(program) is not found, which --miner.challenge needs",
                mend: "sudo apt-get install -y hashcat (and pocl-opencl-icd without a GPU), or name it with "
                    + "--miner.hashcat.path")
        }
        return .ok(path)
    }
}
