import Foundation
import Testing

@testable import nicompute

@Suite struct ConfigurationDocumentTests {
    @Test("docs/configuration.md is what the program makes: nicompute config --table > docs/configuration.md")
    func document() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let file = try String(contentsOf: root.appending(path: "docs/configuration.md"), encoding: .utf8)
        let made = ConfigurationDocument.text(try CommandTree.ofProgram())
        let (old, new) = (file.split(separator: "\n"), made.split(separator: "\n"))
        // The first differences say more than two whole pages.
        #expect(new.filter { !old.contains($0) }.prefix(5) == [])
        #expect(old.filter { !new.contains($0) }.prefix(5) == [])
        #expect(file == made)
    }

    @Test("The page has a row for each setting of each command, with its default and its variable")
    func rows() throws {
        let tree = try CommandTree.ofProgram()
        let page = ConfigurationDocument.text(tree)
        #expect(page.contains("| `--port` | `8300` | `NICOMPUTE_PORT` | The port to listen on. |"))
        #expect(page.contains("| `--wandb.base-url` |  | `NICOMPUTE_WANDB_BASE_URL` `WANDB_BASE_URL` |"))
        for leaf in tree.leaves where !leaf.command.settings.isEmpty {
            #expect(page.contains("### nicompute \(leaf.path.joined(separator: " "))\n"))
            for setting in leaf.command.settings { #expect(page.contains("| `--\(setting.name)`"), "\(setting.name)") }
        }
    }
}
