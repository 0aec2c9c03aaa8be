import Chain
import Foundation
import Keys
import MinerNode
import SharedState
import Synchronization
import Testing

/// A machine on which nothing is wrong; a test spoils one thing and looks at its finding.
struct DoctorFixture {
    let directory: String
    let account: AccountID
    var plan: MinerDoctor.Plan
    var probes: MinerDoctor.Probes

    static let start = Date(timeIntervalSince1970: 1_800_000_000)
    /// Seconds after which a block is seen.
    private static let lag: Double = 1.5

    /// Runs `body` with such a machine, whose files are gone afterwards.
    static func with(_ body: (inout DoctorFixture) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-doctor-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var fixture = try await DoctorFixture(directory)
        try await body(&fixture)
    }

    private init(_ directory: String) async throws {
        self.directory = directory
        let wallet = Wallet(name: "w", root: "\(directory)/wallets")
        let key = StoredKey(.generate())
        try wallet.writeHotkey(key)
        let account = key.keypair.account
        self.account = account
        let address = try #require(ChainAddress("198.51.100.7"))
        let ports = (try await EngineFixture.freePort(), try await EngineFixture.freePort())
        plan = MinerDoctor.Plan(
            wallet: wallet, hotkey: "default", netuid: 27, isPublic: { true }, axonIP: "0.0.0.0", axonPort: ports.0,
            sshPort: ports.1, sshBind: "127.0.0.1",
            publication: { AxonPublication(address: address, port: UInt16(clamping: ports.0), version: 190) },
            baseImage: "base:1", dataDirectory: "\(directory)/data", defaultDirectory: { "\(directory)/\($0)" },
            hashcat: nil)
        let blocks = Blocks()
        probes = MinerDoctor.Probes(
            hotkey: { try wallet.hotkey().account },
            subtensor: MemorySubtensor(
                netuid: 27,
                neurons: [Neuron(uid: 7, hotkey: account, coldkey: account, stake: 0, axon: nil)]),
            moment: { ChainMoment(block: blocks.next(), time: Self.start.addingTimeInterval(-Self.lag)) },
            engine: EngineProbe(
                socket: "\(directory)/docker.sock",
                sight: {
                    EngineProbe.Sight(
                        version: "27.3.1", apiVersion: "1.43", runtimes: ["runc", "nvidia"], dataRoot: "/")
                }, hasBaseImage: { true }, runsContainers: {}, hasNumPy: { true }, rentals: { _ in 0 }),
            gpus: { GPUReport(gpus: (0..<2).map { _ in Machine.GPU(name: "NVIDIA A100", capacity: 81_920) }) },
            toolkit: { ToolkitVersion(output: "NVIDIA Container Toolkit CLI version 1.17.8\ncommit: f202b80\n") })
        probes.state = { MemoryProject() }
        probes.now = { Self.start }
        probes.pause = {}
        probes.diskFree = { _ in 100_000_000_000 }
        probes.controlGroups = "\(directory)/cgroup"
        probes.path = "\(directory)/bin"
        try FileManager.default.createDirectory(
            atPath: probes.controlGroups, withIntermediateDirectories: true)
        try "cpuset cpu io memory pids\n".write(
            toFile: "\(probes.controlGroups)/cgroup.controllers", atomically: true, encoding: .utf8)
    }

    private final class Blocks: Sendable {
        private let last = Mutex<UInt64>(0)

        func next() -> UInt64 {
            last.withLock {
                $0 += 1
                return $0
            }
        }
    }

    /// What the doctor finds now.
    var findings: [DoctorFinding] {
        get async { await Doctor.examine(MinerDoctor.checks(plan, probes)) }
    }

    /// The finding with this name.
    func finding(_ name: String) async throws -> DoctorFinding {
        try #require(await findings.first { $0.name == name })
    }
}

/// A finding of this kind, which says these words and, where there is something to do, names this remedy.
func expect(
    _ finding: DoctorFinding, _ verdict: DoctorVerdict, _ words: String, mend: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(finding.verdict == verdict, "\(finding)", sourceLocation: sourceLocation)
    #expect(finding.detail.contains(words), "\(finding)", sourceLocation: sourceLocation)
    if let mend {
        #expect(finding.remedy?.contains(mend) == true, "\(finding)", sourceLocation: sourceLocation)
    } else {
        #expect(finding.remedy == nil, "\(finding)", sourceLocation: sourceLocation)
    }
}
