import Market
import MinerNode
import Testing

@Suite struct ContainerActionTests {
    static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFZCCDt8pJXkTzeYOQyvkUTlUFqVSJYmIYIWDXnDrYqG renter"

    @Test(
        "Every word of the protocol has its action",
        arguments: [
            ("restart", "", "", "restart"), ("pause", "", "", "pause"), ("unpause", "", "", "unpause"),
            ("resume", "", "", "unpause"), ("exchange_key", key, "user", "exchange_key"),
            ("exchange_key", key, "terminal", "exchange_key"), ("exchange_key", key, "", "exchange_key"),
        ])
    func words(_ row: (action: String, key: String, type: String, expected: String)) throws {
        let action = try ContainerAction(DockerAction(action: row.action, sshKey: row.key, keyType: row.type))
        #expect(action.label == row.expected)
    }

    @Test(
        "What cannot be carried out is refused with the reason",
        arguments: [
            DockerAction(), DockerAction(action: "RESTART"), DockerAction(action: "rm -rf /"),
            DockerAction(action: "exchange_key"), DockerAction(action: "exchange_key", sshKey: "ssh-ed25519 AAAA"),
            DockerAction(action: "exchange_key", sshKey: key + "\n" + key, keyType: "user"),
            DockerAction(action: "exchange_key", sshKey: key, keyType: "root"),
            DockerAction(action: "exchange_key", sshKey: "command=\"x\" " + key, keyType: "user"),
        ])
    func refused(_ wish: DockerAction) {
        #expect(throws: ContainerAction.Problem.self) { try ContainerAction(wish) }
    }
}
