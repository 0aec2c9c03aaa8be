import Foundation
import Synchronization
import Testing

@testable import DevNet

@Suite struct ReadinessTests {
    @Test("The call comes once, with the last part")
    func readiness() async {
        let calls = Counter()
        let readiness = Readiness(parts: 3) { calls.count() }
        await withTaskGroup { group in
            for _ in 0..<3 { group.addTask { await readiness.oneMore() } }
        }
        #expect(calls.value == 1)
        await readiness.oneMore()
        #expect(calls.value == 1)
    }

    @Test("The ready file has the names that scripts read, and its table has a command to copy")
    func readyFile() throws {
        let file = ReadyFile(
            chain: "ws://127.0.0.1:9944", hub: "http://127.0.0.1:8300",
            api: .init(url: "https://127.0.0.1:8903", ca: "ca.cer", clientCert: "client.cer", clientKey: "client.key"),
            miners: [.init(hotkey: "5Miner", axon: "127.0.0.2:8091", sshPort: 4_444)])
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-ready-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try file.write(directory)
        let data = try Data(contentsOf: URL(fileURLWithPath: ReadyFile.path(directory)))
        #expect(try JSONDecoder().decode(ReadyFile.self, from: data) == file)
        let text = String(decoding: data, as: UTF8.self)
        for name in ["client_cert", "client_key", "ssh_port", "\"axon\" : \"127.0.0.2:8091\""] {
            #expect(text.contains(name))
        }
        let table = LocalnetTable.text(directory: directory, ready: file)
        #expect(table.contains("'https://127.0.0.1:8903/service/allocate_hotkey?hotkey=5Miner'"))
        ReadyFile.remove(directory)
        #expect(!FileManager.default.fileExists(atPath: ReadyFile.path(directory)))
    }
}

private final class Counter: Sendable {
    private let number = Mutex(0)
    func count() { number.withLock { $0 += 1 } }
    var value: Int { number.withLock { $0 } }
}
