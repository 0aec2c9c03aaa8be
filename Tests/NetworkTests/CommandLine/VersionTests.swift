import Docker
import JSON
import Testing

@testable import nicompute

struct VersionTests {
    @Test("The version is printed for people and for scripts, with those of the protocol and of the Engine API")
    func version() throws {
        let command = try #require(try FlagNames.command(of: ["version", "--json"]) as? VersionCommand)
        #expect(command.json)
        let json = try JSONValue.parse(VersionCommand.text(json: true))
        #expect(json["version"]?.text == ProductVersion.text)
        #expect(json["protocol"]?.integer == 190)
        #expect(json["engine_api_newest"]?.text == "\(APIVersion.newest)")
        let lines = VersionCommand.text(json: false).split(separator: "\n")
        #expect(lines.first?.hasPrefix("nicompute ") == true)
        #expect(lines.contains { $0.hasPrefix("compute protocol") && $0.hasSuffix(" 190") })
    }
}
