import ArgumentParser
import Docker
import JSON
import Market

/// `nicompute version`: what this program is, and which versions of what it speaks.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the version of this program, and of what it speaks with others.")

    @Flag(help: "Print JSON.")
    var json = false

    /// What there is to say: the name that scripts know, the name for people, the fact.
    static let facts: [(key: String, name: String, fact: JSONValue)] = [
        ("version", "nicompute", .text(ProductVersion.text)),
        ("build", "build", .text(build)),
        ("protocol", "compute protocol", .integer(Int64(ProtocolVersion.number))),
        ("engine_api_oldest", "oldest Docker Engine API", .text("\(APIVersion.oldest)")),
        ("engine_api_newest", "newest Docker Engine API", .text("\(APIVersion.newest)")),
    ]

    /// How the program was built.
    private static var build: String {
        #if FAILPOINTS
            "debug"
        #else
            "release"
        #endif
    }

    /// What is printed.
    static func text(json: Bool) -> String {
        if json {
            return JSONValue.object(Dictionary(facts.map { ($0.key, $0.fact) }) { first, _ in first }).serializedText
        }
        let width = facts.map(\.name.count).max() ?? 0
        return facts.map { fact in
            let value = fact.fact.text ?? fact.fact.integer.map { "\($0)" } ?? ""
            return fact.name.padding(to: width) + "  " + value
        }.joined(separator: "\n")
    }

    func run() { print(Self.text(json: json)) }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
